// One slice: the loads of one scenario side by side against one process, uninterrupted.
import { isSequential, openStream } from '../core/scenario.ts'
import type { Load, RequestContext, RequestStream, Scenario } from '../core/scenario.ts'
import type { Recording } from '../results/schema.ts'
import { runConcurrent } from './concurrent.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpClient } from './http-client.ts'
import { runOpenLoop } from './open-loop.ts'
import { createRecorder } from './recorder.ts'
import type { Recorder } from './recorder.ts'
import { constantSchedule } from './schedule.ts'
import { runSequential, runUntil } from './sequential.ts'
import type { Cursor } from './sequential.ts'

/** A request that takes longer counts as failed; histograms end at 60 s. */
export const REQUEST_TIMEOUT_MS = 55_000

/** Time in which background loads get going before the measured ones start. */
const BACKGROUND_LEAD_MS = 100

export interface SlicePlan {
  /** For count-bound slices. */
  readonly requests: number | undefined
  /** For time-bound slices. */
  readonly sliceMs: number | undefined
  readonly dropped: number
}

/** A load's connections and its place in its stream, kept for the life of a process under test. */
export interface OpenLoad {
  readonly load: Load
  readonly client: HttpClient
  readonly stream: RequestStream
  readonly cursor: Cursor
}

export function openLoad(load: Load, origin: string, context: RequestContext): OpenLoad {
  const connections = load.model.kind === 'open' ? load.model.inFlightMax : load.model.connections
  return {
    load,
    client: createHttpClient(origin, { connections, timeoutMs: REQUEST_TIMEOUT_MS }),
    stream: openStream(load.requests, context),
    cursor: { next: 0 },
  }
}

/** Runs all loads; background loads end with the last measured one. One recording per load. */
export async function runSlice(
  scenario: Scenario,
  loads: readonly OpenLoad[],
  plan: SlicePlan,
): Promise<Recording[]> {
  const runs = loads.map((open) => ({ open, recorder: createRecorder(open.load.name) }))
  const background = { over: false, startMs: performance.now() }
  const inBackground = runs
    .filter(({ open }) => !open.load.measured)
    .map(({ open, recorder }) =>
      runUntil(open.client, open.stream, open.cursor, recorder, () => background.over),
    )
  if (inBackground.length > 0)
    await new Promise((resolve) => setTimeout(resolve, BACKGROUND_LEAD_MS))
  const windowsMs = new Map<Recorder, number>()
  const measured = runs
    .filter(({ open }) => open.load.measured)
    .map(async ({ open, recorder }) =>
      windowsMs.set(recorder, await runMeasured(scenario, open, recorder, plan)),
    )
  await Promise.all(measured)
  background.over = true
  const backgroundMs = performance.now() - background.startMs
  await Promise.all(inBackground)
  return runs.map(({ recorder }) => recorder.finish(windowsMs.get(recorder) ?? backgroundMs))
}

function runMeasured(
  scenario: Scenario,
  { load, client, stream, cursor }: OpenLoad,
  recorder: Recorder,
  plan: SlicePlan,
): Promise<number> {
  const { model } = load
  if (model.kind === 'open') {
    const windowMs = plan.sliceMs!
    // The phase depends on the place in the stream, so that slices do not all start alike.
    const phase = (cursor.next * 0.618) % 1
    const dueTimesMs = constantSchedule(model.ratePerSecond, windowMs, phase)
    return runOpenLoop(client, stream, cursor, recorder, {
      dueTimesMs,
      windowMs,
      inFlightMax: model.inFlightMax,
    })
  }
  const requests = plan.requests!
  if (isSequential(scenario))
    return runSequential(client, stream, cursor, recorder, { requests, dropped: plan.dropped })
  const { connections } = model
  return runConcurrent(client, stream, cursor, recorder, { requests, connections })
}
