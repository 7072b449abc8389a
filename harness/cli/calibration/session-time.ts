// How long a session of a calibration goes on: as long as its budget, and beyond it until it has the units it needs.
import type { Job } from '../../calibration/jobs.ts'
import { onceMsOf } from '../../calibration/kept-session.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import { isOpenEnd } from '../../results/continuing.ts'
import type { Session } from '../../results/schema.ts'

/** Complete units without which it is of no use. */
export const missingUnits = (session: Session, { fewestUnits }: Job) =>
  Math.max(0, fewestUnits - completeUnits(session).length)

/** Out of budget is done, if only it left enough: the budget was what it was given. */
export function isDone(session: Session, job: Job): boolean {
  const { end } = session
  if (end?.state === 'finished') return missingUnits(session, job) === 0 || !isOpenEnd(end)
  const left = leftMs(job, session)
  return left !== undefined && left <= LEAST_MS
}

/** Not worth to start servers for. */
const LEAST_MS = 1000

/** Of the budget; units that were measured have had their part. Beyond it what the fewest units take. */
export function leftMs(job: Job, begun: Session | undefined): number | undefined {
  const { budgetMs } = job
  if (budgetMs === undefined || begun === undefined) return budgetMs
  const spentMs = begun.units.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return Math.max(budgetMs - spentMs, neededMs(job, begun))
}

/** The rehearsal again and the missing units, with room for each to take half as long again. */
function neededMs(job: Job, begun: Session): number {
  const missing = missingUnits(begun, job)
  if (missing === 0) return 0
  const unitMs = Math.max(UNIT_MS, ...begun.units.map(({ durationMs }) => durationMs))
  return 1.5 * ((onceMsOf(begun) ?? 0) + missing * unitMs)
}

/** Where not one unit was measured that tells. */
const UNIT_MS = 60_000
