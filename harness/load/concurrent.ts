// Closed loop with N connections: on each, the next request leaves when the answer is complete. Bound by a
// count, so that no request is left half-way to disturb the next build's slice.
import type { RequestStream } from '../core/scenario.ts'
import type { HttpClient } from './http-client.ts'
import type { Recorder } from './recorder.ts'
import type { Cursor } from './sequential.ts'

/** Sends exactly `requests` requests; returns the time from the first send to the last answer. */
export async function runConcurrent(
  client: HttpClient,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  plan: { readonly requests: number; readonly connections: number },
): Promise<number> {
  const end = cursor.next + plan.requests
  const startMs = performance.now()
  const runOne = async (): Promise<void> => {
    while (cursor.next < end) recorder.answered(await client.send(stream(cursor.next++)))
  }
  await Promise.all(Array.from({ length: plan.connections }, runOne))
  return performance.now() - startMs
}
