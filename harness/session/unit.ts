// One unit, the unit of replication: every build in a fresh process on a fresh copy, all up at once, short
// slices interleaved in seeded random order so that drift of the machine hits all builds alike.
import type { Note } from '../core/notes.ts'
import { createRandom, shuffle } from '../core/random.ts'
import type { SliceResult } from '../results/schema.ts'
import type { Driver } from './driver.ts'
import { runRounds } from './rounds.ts'
import { findDeath, startAll, stopAll, stopNote } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'
import { failedRequests, failureNotes, rowNotes, strayNotes } from './unit-notes.ts'
import type { UnitOutcome, UnitRequest } from './unit-request.ts'
import { watchUnit } from './watch-unit.ts'
import { warmUp } from './warm-up.ts'
import type { FailedWarmUp } from './warm-up.ts'

export async function runUnit(request: UnitRequest): Promise<UnitOutcome> {
  const startedMs = performance.now()
  const startedAt = new Date().toISOString()
  const seed = `${request.seed}/unit-${request.index}`
  const random = createRandom(seed)
  const slices: SliceResult[] = []
  let failure: Error | undefined
  const running = await startAll(shuffle(request.targets, random), {
    ...request.start,
    seed,
    name: `unit-${request.index}`,
    onStart: (target) =>
      request.onProgress({ kind: 'starting', unit: request.index, units: request.units, target }),
  })
  const watch = watchUnit({
    running,
    generatorPid: request.driver.pid,
    placement: request.start.placement,
    canary: request.canary,
  })
  let failedWarmUps: readonly FailedWarmUp[] = []
  try {
    failedWarmUps = await warmUp(request, running, random)
    await runRounds(request, { watch, running, random }, slices)
  } catch (error) {
    failure = (request.start.signal.aborted ? request.start.signal.reason : error) as Error
  }
  const strayed = strayNotes(running, request.start.placement, request.index)
  const stopped = await stopAll(running, { countRows: request.rows !== undefined && !failure })
  failure ??= findDeath(running, stopped)
  const failed = failedRequests(slices, request.index)
  const notes: Note[] = [
    ...stopped.flatMap((one) => stopNote(one, request.index) ?? []),
    ...strayed,
    ...failureNotes(failure, request.index),
    ...failed,
  ]
  if (failure === undefined)
    notes.push(...(await rowNotes(request, running, stopped, [...failed, ...failedWarmUps])))
  return {
    // Nothing of the unit is lost when only the clearing away fails.
    failure: failure ?? (await forgetAll(request.driver, running)),
    unit: {
      kind: 'unit',
      index: request.index,
      startedAt,
      durationMs: performance.now() - startedMs,
      state: failure === undefined ? 'complete' : 'void',
      lifecycle: stopped.map(({ lifecycle }) => lifecycle),
      slices,
      notes,
    },
  }
}

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
