// A load's place in its stream of requests, kept for the life of a process under test.
import type { Schedule } from './schedule.ts'

export interface Cursor {
  /** Number of the next request. */
  next: number
  /** Requests before it that were never sent, because a replay skips what it does not come by. */
  skipped: number
  /** Slices that came before. */
  slices: number
}

export function startOfStream(): Cursor {
  return { next: 0, skipped: 0, slices: 0 }
}

export function sentOf({ next, skipped }: Cursor): number {
  return next - skipped
}

/** Moves on to the request of the k-th due time: in a replay, the next one whose number stands for its entry. */
export function moveTo(cursor: Cursor, { recording }: Schedule, k: number): void {
  if (recording === undefined) return
  const { first, length } = recording
  const ahead = (((first + k - cursor.next) % length) + length) % length
  cursor.next += ahead
  cursor.skipped += ahead
}
