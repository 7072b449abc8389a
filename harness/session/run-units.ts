// The units of a session one after the other, until the plan is done, everything is decided or something fails.
import type { SessionHeader, UnitResult } from '../results/schema.ts'
import { countRows } from '../snapshots/count-rows.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import type { Driver } from './driver.ts'
import { describeEnd } from './session-end.ts'
import { startContext } from './session-request.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'
import { runUnit } from './unit.ts'

/** Every unit is written as it ends; a failure or an interruption ends the session, and the end line says so. */
export async function runUnits(
  request: SessionRequest,
  driver: Driver,
  header: SessionHeader,
): Promise<SessionOutcome> {
  const units: UnitResult[] = []
  const { snapshot } = request
  const rows = snapshot?.facts === undefined ? undefined : await countRows(snapshot.path)
  let failure: Error | undefined
  let index = 0
  while (index < request.units && failure === undefined) {
    index += 1
    const outcome = await runUnitSafely(request, driver, { header, rows, index })
    failure = request.signal.aborted ? (request.signal.reason as Error) : outcome.failure
    if (outcome.unit !== undefined) {
      units.push(outcome.unit)
      await request.sink.unit(outcome.unit)
      const { durationMs } = outcome.unit
      request.onProgress({ kind: 'unit-done', unit: index, units: request.units, durationMs })
    }
    if (failure === undefined && !request.shouldContinue({ header, units })) break
  }
  const end = describeEnd(request, units, failure, index)
  await request.sink.end(end)
  return { session: { header, units, end }, failure }
}

interface UnitInput {
  readonly header: SessionHeader
  readonly rows: RowCount | undefined
  readonly index: number
}

/** A unit whose processes did not even start leaves nothing but its failure. */
async function runUnitSafely(
  request: SessionRequest,
  driver: Driver,
  { header, rows, index }: UnitInput,
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
      onProgress,
    })
  } catch (error) {
    return { failure: error as Error }
  }
}
