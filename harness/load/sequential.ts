// Closed loop, one connection, on undici: the next request leaves when the answer is complete.
import type { RequestStream } from '../core/scenario.ts'
import type { Cursor } from './cursor.ts'
import type { HttpClient } from './http-client.ts'
import type { Recorder } from './recorder.ts'

/** Sends `requests` requests; the first `dropped` refill caches and are not recorded. Returns the recorded window. */
export async function runSequential(
  client: HttpClient,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  plan: { readonly requests: number; readonly dropped: number },
): Promise<number> {
  for (let sent = 0; sent < plan.dropped; sent++) await client.send(stream(cursor.next++))
  const startMs = performance.now()
  for (let sent = 0; sent < plan.requests; sent++)
    recorder.answered(await client.send(stream(cursor.next++)))
  return performance.now() - startMs
}

/** Back to back until `isOver` says so; an answer counts when it is complete before that. */
export async function runUntil(
  client: HttpClient,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const answer = await client.send(stream(cursor.next++))
    if (!isOver() || answer.failure !== undefined) recorder.answered(answer)
    else recorder.answeredTooLate(answer)
    if (answer.failure !== undefined) await pauseAfterFailure()
  }
}

/** A dead server fails at once: without a pause the loop would spin through its whole window. */
export function pauseAfterFailure(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}
