// Open loop on undici: requests leave at times fixed beforehand, whether or not earlier ones were answered.
// Response time counts from the due time, so a stalled server cannot hide behind a waiting client.
import type { RequestStream } from '../core/scenario.ts'
import type { HttpClient } from './http-client.ts'
import type { Recorder } from './recorder.ts'
import type { Cursor } from './sequential.ts'

/** Below this the event loop is polled instead of slept: timers have a resolution of one millisecond. */
const POLL_BELOW_MS = 1.5

/** Resolves when every due request was answered or has failed; returns the length of the window. */
export async function runOpenLoop(
  client: HttpClient,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  plan: {
    readonly dueTimesMs: Float64Array
    readonly windowMs: number
    readonly inFlightMax: number
  },
): Promise<number> {
  const startMs = performance.now()
  const inFlight = new Set<Promise<void>>()
  for (const offsetMs of plan.dueTimesMs) {
    const dueMs = startMs + offsetMs
    await waitUntil(dueMs)
    if (inFlight.size >= plan.inFlightMax) {
      recorder.missed()
      continue
    }
    const answered: Promise<void> = client.send(stream(cursor.next++)).then((answer) => {
      recorder.answeredDue(answer, dueMs)
      inFlight.delete(answered)
    })
    inFlight.add(answered)
  }
  await waitUntil(startMs + plan.windowMs)
  await Promise.all(inFlight)
  return plan.windowMs
}

async function waitUntil(instantMs: number): Promise<void> {
  for (;;) {
    const leftMs = instantMs - performance.now()
    if (leftMs <= 0) return
    if (leftMs > POLL_BELOW_MS) await new Promise((resolve) => setTimeout(resolve, leftMs - 1))
    else await new Promise((resolve) => setImmediate(resolve))
  }
}
