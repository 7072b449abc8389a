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
  const missing = missingUnits(session, job)
  if (end?.state === 'finished') return missing === 0 || !isOpenEnd(end)
  const left = leftMs(job, session)
  // What is left would go into the rehearsal that a further unit needs.
  return left !== undefined && missing === 0 && left < againMs(session, longestMs(session))
}

/** Of the budget; units that were measured have had their part. Beyond it what the fewest units take. */
export function leftMs(job: Job, begun: Session | undefined): number | undefined {
  const { budgetMs } = job
  if (budgetMs === undefined || begun === undefined) return budgetMs
  const spentMs = begun.units.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return Math.max(budgetMs - spentMs, neededMs(job, begun))
}

function neededMs(job: Job, begun: Session): number {
  const missing = missingUnits(begun, job)
  if (missing === 0) return 0
  return againMs(begun, missing * Math.max(UNIT_MS, longestMs(begun)))
}

/** Where not one unit was measured that tells. */
const UNIT_MS = 60_000

/** The rehearsal again and these units, with room for each to take half as long again. */
function againMs(begun: Session, unitsMs: number): number {
  return 1.5 * ((onceMsOf(begun) ?? 0) + unitsMs)
}

const longestMs = ({ units }: Session) => Math.max(0, ...units.map(({ durationMs }) => durationMs))
