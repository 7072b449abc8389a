// Open loop: requests leave at times fixed beforehand, whether or not earlier ones were answered. Response time
// counts from the due time, so that a stalled server cannot hide behind a waiting client.
import type { RequestStream } from '../core/scenario.ts'
import { moveTo } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import type { HttpClient } from './http-client.ts'
import type { Recorder } from './recorder.ts'
import type { Schedule } from './schedule.ts'

export interface OpenLoopPlan {
  readonly schedule: Schedule
  readonly inFlightMax: number
  /** Waits until an instant on the clock of performance.now, or until the loop is over. */
  readonly until: (instantMs: number) => Promise<void>
  readonly windowMs: number
  /** For loops that end before their window does. */
  readonly isOver?: () => boolean
}

/**
 * Resolves when every request due in the window was answered or has failed. Returns the window, or the time it took to
 * send them if that was longer.
 */
export async function runOpenLoop(
  client: HttpClient,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  { schedule, inFlightMax, until, windowMs, isOver = () => false }: OpenLoopPlan,
): Promise<number> {
  const startMs = performance.now()
  const inFlight = new Set<Promise<void>>()
  let sentMs = 0
  let k = 0
  for (const offsetMs of schedule.dueTimesMs) {
    const dueMs = startMs + Math.min(offsetMs, windowMs)
    await until(dueMs)
    if (offsetMs >= windowMs || isOver()) break
    sentMs = performance.now() - startMs
    moveTo(cursor, schedule, k++)
    if (inFlight.size >= inFlightMax) {
      recorder.missed(dueMs)
      continue
    }
    const answered: Promise<void> = client.send(stream(cursor.next++)).then((answer) => {
      // What comes after the end counts for no window; what failed has to be known.
      if (!isOver() || answer.failure !== undefined) recorder.answeredDue(answer, dueMs)
      else recorder.answeredTooLate(answer, dueMs)
      inFlight.delete(answered)
    })
    inFlight.add(answered)
  }
  await Promise.all(inFlight)
  return Math.max(windowMs, sentMs)
}
