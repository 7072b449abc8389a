// One slice: the loads of one scenario side by side against one process, uninterrupted.
import { MeasurementError } from '../core/errors.ts'
import type { Recording } from '../results/schema.ts'
import type { AlarmClock } from './alarm-clock.ts'
import { startBackground } from './background.ts'
import { runConcurrent } from './concurrent.ts'
import type { OpenLoad } from './open-load.ts'
import { runOpenLoop } from './open-loop.ts'
import { createRecorder } from './recorder.ts'
import type { Recorder } from './recorder.ts'
import { schedule } from './schedule.ts'
import { runSequential } from './sequential.ts'
import { createTimeline } from './timeline.ts'

/** Bound by a count of requests, for a single measured load that is closed, or by time, for everything else. */
export interface SlicePlan {
  readonly requests: number | undefined
  readonly sliceMs: number | undefined
  readonly dropped: number
  /** Requests that are kept by themselves, at most, of each load; absent means none. */
  readonly timelinePoints?: number
}

/** Runs all loads; background loads end with the last measured one. One recording per load. */
export async function runSlice(
  loads: readonly OpenLoad[],
  plan: SlicePlan,
  clock: () => AlarmClock,
): Promise<Recording[]> {
  const startMs = performance.now()
  const runs = loads.map((open) => ({ open, recorder: recorderOf(open, plan, startMs) }))
  const measured = runs.filter(({ open }) => open.load.measured)
  const unmeasured = runs.filter(({ open }) => !open.load.measured)
  const background = await startBackground(unmeasured, clock, plan.sliceMs)
  const windowsMs = new Map<Recorder, number>()
  try {
    const run = async ({ open, recorder }: (typeof runs)[number]) =>
      windowsMs.set(recorder, await runMeasured(open, recorder, plan, clock))
    await Promise.all(measured.map(run))
  } finally {
    const ranMs = await background.end()
    for (const { recorder } of unmeasured) windowsMs.set(recorder, ranMs)
  }
  return runs.map(({ recorder }) => recorder.finish(windowsMs.get(recorder)!))
}

function recorderOf({ load }: OpenLoad, { timelinePoints }: SlicePlan, startMs: number): Recorder {
  const timeline =
    timelinePoints === undefined ? undefined : createTimeline(startMs, timelinePoints)
  return createRecorder(load.name, timeline)
}

/** Returns the window that the recording refers to. */
function runMeasured(
  { load: { model, name }, client, stream, cursor, seed }: OpenLoad,
  recorder: Recorder,
  { requests, sliceMs, dropped }: SlicePlan,
  clock: () => AlarmClock,
): Promise<number> {
  if (requests !== undefined && model.kind === 'closed') {
    const { connections } = model
    if (connections === 1)
      return runSequential(client, stream, cursor, recorder, { requests, dropped })
    return runConcurrent(client, stream, cursor, recorder, { connections, bound: { requests } })
  }
  if (sliceMs === undefined)
    throw new MeasurementError(`Expected a window for the load "${name}", the plan has none.`)
  if (model.kind === 'closed') {
    const { connections } = model
    const bound = { windowMs: sliceMs }
    return runConcurrent(client, stream, cursor, recorder, { connections, bound })
  }
  return runOpenLoop(client, stream, cursor, recorder, {
    schedule: schedule(model, { seed, slice: cursor.slices++, windowMs: sliceMs }),
    inFlightMax: model.inFlightMax,
    windowMs: sliceMs,
    until: (instantMs) => clock().until(instantMs),
  })
}
