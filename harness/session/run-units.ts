// The units of a session one after the other, until the plan is done, everything is decided or something fails.
import type { Note } from '../core/notes.ts'
import { createCanary } from '../machine/canary.ts'
import type { Canary } from '../machine/canary.ts'
import type { SessionHeader, UnitResult } from '../results/schema.ts'
import { countRows } from '../snapshots/count-rows.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import type { Beginning } from './begin-session.ts'
import { expectedUnitMs } from './budget.ts'
import type { Budget } from './budget.ts'
import type { Driver } from './driver.ts'
import { describeEnd } from './session-end.ts'
import { startContext } from './session-request.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'
import { runUnit } from './unit.ts'

/** Every unit is written as it ends; a failure or an interruption ends the session, and the end line says so. */
export async function runUnits(
  request: SessionRequest,
  driver: Driver,
  { header, unitsBefore, unitMs, notes }: Beginning,
  budget: Budget,
): Promise<SessionOutcome> {
  const { snapshot, sink, signal } = request
  const units = [...unitsBefore]
  const durationsMs: number[] = []
  const rows = snapshot?.facts === undefined ? undefined : await countRows(snapshot.path)
  const canary = createCanary()
  const isWanted = () => request.shouldContinue({ header, units })
  let index = units.at(-1)?.index ?? 0
  let failure: Error | undefined
  let isOutOfBudget = false
  let goesOn = index === 0 || isWanted()
  while (goesOn && countComplete(units) < request.units) {
    isOutOfBudget = !budget.hasRoomFor(expectedUnitMs(durationsMs, unitMs))
    if (isOutOfBudget) break
    index += 1
    const outcome = await runUnitSafely(request, driver, { header, rows, index, canary })
    failure = signal.aborted ? (signal.reason as Error) : outcome.failure
    if (outcome.unit !== undefined) {
      const isFirst = durationsMs.length === 0
      const unit = isFirst ? withNotes(outcome.unit, notes) : outcome.unit
      units.push(unit)
      durationsMs.push(unit.durationMs)
      await sink.unit(unit)
      const { durationMs } = unit
      request.onProgress({ kind: 'unit-done', unit: index, units: request.units, durationMs })
    }
    goesOn = failure === undefined && isWanted()
  }
  const end = describeEnd(request, { units, failure, lastUnit: index, isOutOfBudget })
  await sink.end(end)
  return { session: { header, units, end }, failure }
}

const countComplete = (units: readonly UnitResult[]) =>
  units.filter(({ state }) => state === 'complete').length

const withNotes = (unit: UnitResult, notes: readonly Note[]): UnitResult => ({
  ...unit,
  notes: [...notes, ...unit.notes],
})

interface UnitInput {
  readonly header: SessionHeader
  readonly rows: RowCount | undefined
  readonly index: number
  readonly canary: Canary
}

/** A unit whose processes did not even start leaves nothing but its failure. */
async function runUnitSafely(
  request: SessionRequest,
  driver: Driver,
  { header, rows, index, canary }: UnitInput,
): Promise<{ unit?: UnitResult; failure: Error | undefined }> {
  const { units, targets, scenarios, seed, onProgress } = request
  const start = startContext(request)
  const { plan: plans } = header
  try {
    return await runUnit({
      index,
      units,
      targets,
      scenarios,
      plans,
      start,
      seed,
      rows,
      driver,
      canary,
      onProgress,
    })
  } catch (error) {
    return { failure: error as Error }
  }
}
