// Closed loop with N connections: on each, the next request leaves when the answer is complete. Every request that
// was started is waited for and recorded, so that none is left half-way to disturb the next build's slice, and none
// is left out for being slow.
import type { RequestStream } from '../core/scenario.ts'
import type { Cursor } from './cursor.ts'
import type { HttpClient } from './http-client.ts'
import type { Recorder } from './recorder.ts'
import { pauseAfterFailure } from './sequential.ts'

export interface ConcurrentPlan {
  readonly connections: number
  /** Exactly so many requests, or so long as new ones may start. */
  readonly bound: { readonly requests: number } | { readonly windowMs: number }
}

/** Returns the time from the first send to the last answer. */
export async function runConcurrent(
  client: HttpClient,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  { connections, bound }: ConcurrentPlan,
): Promise<number> {
  const startMs = performance.now()
  const end = cursor.next + ('requests' in bound ? bound.requests : Infinity)
  const endMs = startMs + ('windowMs' in bound ? bound.windowMs : Infinity)
  const runOne = async (): Promise<void> => {
    while (cursor.next < end && performance.now() < endMs) {
      const answer = await client.send(stream(cursor.next++))
      recorder.answered(answer)
      if ('windowMs' in bound && answer.failure !== undefined) await pauseAfterFailure()
    }
  }
  await Promise.all(Array.from({ length: connections }, runOne))
  return performance.now() - startMs
}
