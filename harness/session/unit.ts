// One unit, the unit of replication: every build in a fresh process on a fresh copy, all up at once, short
// slices interleaved in seeded random order so that drift of the machine hits all builds alike.
import type { Note } from '../core/notes.ts'
import { createRandom, shuffle } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import type { SliceResult } from '../results/schema.ts'
import type { Driver } from './driver.ts'
import { runRounds } from './rounds.ts'
import { findDeath, startAll, stopNote } from './subjects.ts'
import { stopAll } from './stop-subjects.ts'
import type { RunningTarget } from './subjects.ts'
import {
  disturbanceNotes,
  failedRequests,
  failureNotes,
  lifeCycleNotes,
  rowNotes,
  strayNotes,
} from './unit-notes.ts'
import type { UnitOutcome, UnitRequest } from './unit-request.ts'
import { findBreaches } from './validity/catalogue.ts'
import type { Breach } from './validity/rule.ts'
import { warmUp } from './warm-up.ts'
import type { FailedWarmUp } from './warm-up.ts'
import { watchUnit } from './watch-unit.ts'

export async function runUnit(request: UnitRequest): Promise<UnitOutcome> {
  const { index, start, driver, rows } = request
  const startedMs = performance.now()
  const startedAt = new Date().toISOString()
  const seed = `${request.seed}/unit-${index}`
  const random = createRandom(seed)
  const running = await startAll(shuffle(request.targets, random), {
    ...start,
    seed,
    name: `unit-${index}`,
    onStart: (target) =>
      request.onProgress({ kind: 'starting', unit: index, units: request.units, target }),
  })
  const { slices, breaches, failedWarmUps, ...measured } = await measure(request, running, random)
  const strayed = strayNotes(running, start.placement, index)
  const stopped = await stopAll(running, {
    countRows: rows !== undefined && !measured.failure,
    restart: request.restart && !measured.failure,
  })
  const failure = measured.failure ?? findDeath(running, stopped)
  const isVoid = failure !== undefined || (breaches.length > 0 && isRepeated(request))
  const failed = failedRequests(slices, index)
  const notes: Note[] = [
    ...stopped.flatMap((one) => stopNote(one, index) ?? []),
    ...strayed,
    ...lifeCycleNotes(stopped, index),
    ...failureNotes(failure, index),
    ...disturbanceNotes(breaches, request),
    ...failed,
  ]
  if (failure === undefined)
    notes.push(...(await rowNotes(request, running, stopped, [...failed, ...failedWarmUps])))
  return {
    // Nothing of the unit is lost when only the clearing away fails.
    failure: failure ?? (await forgetAll(driver, running)),
    unit: {
      kind: 'unit',
      index,
      startedAt,
      durationMs: performance.now() - startedMs,
      state: isVoid ? 'void' : 'complete',
      lifecycle: stopped.map(({ lifecycle }) => lifecycle),
      slices,
      notes,
    },
  }
}

interface Measured {
  readonly slices: SliceResult[]
  readonly breaches: readonly Breach[]
  readonly failedWarmUps: readonly FailedWarmUp[]
  readonly failure: Error | undefined
}

/** What was measured before a failure is kept; no validity rule is asked about it. */
async function measure(
  request: UnitRequest,
  running: readonly RunningTarget[],
  random: Random,
): Promise<Measured> {
  const { driver, canary, start, scenarioInfos: scenarios } = request
  const slices: SliceResult[] = []
  let failedWarmUps: readonly FailedWarmUp[] = []
  try {
    failedWarmUps = await warmUp(request, running, random)
    const { placement } = start
    const watch = watchUnit({ running, generatorPid: driver.pid, placement, canary })
    await runRounds(request, { watch, running, random }, slices)
    const breaches = findBreaches({ slices, scenarios, ...watch.end() })
    return { slices, breaches, failedWarmUps, failure: undefined }
  } catch (error) {
    const failure = (start.signal.aborted ? start.signal.reason : error) as Error
    return { slices, breaches: [], failedWarmUps, failure }
  }
}

const isRepeated = ({ disturbedUnits }: UnitRequest) => disturbedUnits === 'repeat'

/** Closes the connections to processes that have ended. */
async function forgetAll(
  driver: Driver,
  running: readonly RunningTarget[],
): Promise<Error | undefined> {
  try {
    for (const { subject } of running) await driver.ask({ kind: 'forget', subject })
    return undefined
  } catch (error) {
    return error as Error
  }
}
