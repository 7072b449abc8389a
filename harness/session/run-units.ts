// The units of a session one after the other, until the plan is done, everything is decided or something fails.
import type { Note } from '../core/notes.ts'
import { createCanary } from '../machine/canary.ts'
import type { Canary } from '../machine/canary.ts'
import type { Session, SessionHeader, UnitResult } from '../results/schema.ts'
import { countRows } from '../snapshots/count-rows.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import type { Beginning } from './begin-session.ts'
import { expectedUnitMs } from './budget.ts'
import type { Budget } from './budget.ts'
import type { Driver } from './driver.ts'
import { describeEnd } from './session-end.ts'
import { startContext } from './session-request.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'
import { takeCpuProfiles } from './take-cpu-profiles.ts'
import { runUnit } from './unit.ts'

/** Every unit is written as it ends; a failure or an interruption ends the session, and the end line says so. */
export async function runUnits(
  request: SessionRequest,
  driver: Driver,
  { header, unitsBefore, unitMs, notes }: Beginning,
  budget: Budget,
): Promise<SessionOutcome> {
  const { snapshot } = request
  const rows = snapshot?.facts === undefined ? undefined : await countRows(snapshot.path)
  const canary = createCanary()
  const units = [...unitsBefore]
  const durationsMs: number[] = []
  let index = units.at(-1)?.index ?? 0
  let failure: Error | undefined
  const next = (): 'unit' | 'end' | 'out-of-budget' => {
    if (failure !== undefined) return 'end'
    if (units.length > 0 && !request.shouldContinue({ header, units })) return 'end'
    if (countComplete(units) >= request.units || units.length >= mostUnits(request)) return 'end'
    return budget.hasRoomFor(expectedUnitMs(durationsMs, unitMs)) ? 'unit' : 'out-of-budget'
  }
  let step = next()
  while (step === 'unit') {
    index += 1
    const first = durationsMs.length === 0 ? notes : []
    const outcome = await measureUnit(request, driver, {
      header,
      rows,
      index,
      canary,
      notes: first,
      units: request.units + units.length - countComplete(units),
    })
    failure = outcome.failure
    if (outcome.unit !== undefined) {
      units.push(outcome.unit)
      durationsMs.push(outcome.unit.durationMs)
    }
    step = next()
  }
  const isOutOfBudget = step === 'out-of-budget'
  const end = describeEnd(request, { units, failure, lastUnit: index, isOutOfBudget })
  return conclude(request, driver, { header, units, end }, failure)
}

/** Verdicts stand: what is left is to explain them, if that was asked for. */
async function conclude(
  request: SessionRequest,
  driver: Driver,
  { header, units, end }: Required<Pick<Session, 'header' | 'units' | 'end'>>,
  failure: Error | undefined,
): Promise<SessionOutcome> {
  const explained = await takeCpuProfiles(request, driver, { header, units, end })
  const { notes, cpuProfiles } = explained
  const noted = notes.length === 0 ? end : { ...end, notes: [...end.notes, ...notes] }
  await request.sink.end(noted)
  const session = { header, units, ...(cpuProfiles && { cpuProfiles }), end: noted }
  return { session, failure: failure ?? explained.failure }
}

/** Void units are measured again, but not for ever: a machine that spoils every third is not fit to measure on. */
const mostUnits = ({ units }: SessionRequest) => units + Math.floor(units / 2)

const countComplete = (units: readonly UnitResult[]) =>
  units.filter(({ state }) => state === 'complete').length

interface UnitInput {
  readonly header: SessionHeader
  readonly rows: RowCount | undefined
  readonly index: number
  /** In all, with those that take the place of void ones. */
  readonly units: number
  readonly canary: Canary
  /** What the session has to say that only this unit can carry. */
  readonly notes: readonly Note[]
}

interface Outcome {
  readonly unit?: UnitResult
  readonly failure: Error | undefined
}

/** Measured, written, told. */
async function measureUnit(
  request: SessionRequest,
  driver: Driver,
  input: UnitInput,
): Promise<Outcome> {
  const { signal, sink, onProgress } = request
  const outcome = await runUnitSafely(request, driver, input)
  const failure = signal.aborted ? (signal.reason as Error) : outcome.failure
  if (outcome.unit === undefined) return { failure }
  const unit = { ...outcome.unit, notes: [...input.notes, ...outcome.unit.notes] }
  await sink.unit(unit)
  const { index, durationMs } = unit
  const voidBecause = failure === undefined ? whyVoid(unit) : undefined
  onProgress({ kind: 'unit-done', unit: index, units: input.units, durationMs, voidBecause })
  return { unit, failure }
}

function whyVoid({ notes }: UnitResult): string | undefined {
  return (notes as readonly Note[]).find((note) => note.code === 'unit-void')?.detail
}

/** A unit whose processes did not even start leaves nothing but its failure. */
async function runUnitSafely(
  request: SessionRequest,
  driver: Driver,
  { header, rows, index, units, canary }: UnitInput,
): Promise<Outcome> {
  const { targets, scenarios, seed, disturbedUnits, restart = false, onProgress } = request
  const start = startContext(request)
  const { plan: plans, scenarios: scenarioInfos } = header
  try {
    return await runUnit({
      index,
      units,
      targets,
      scenarios,
      scenarioInfos,
      plans,
      start,
      seed,
      rows,
      driver,
      canary,
      disturbedUnits,
      restart,
      onProgress,
    })
  } catch (error) {
    return { failure: error as Error }
  }
}
