// A load's place in its stream of requests, kept for the life of a process under test.
import type { RequestRange } from '../core/scenario.ts'
import type { Schedule } from './schedule.ts'

export interface Cursor {
  /** Number of the next request. */
  next: number
  /** The first of those that were sent one after the other up to `next`. */
  since: number
  /** Requests before that: a replay skips what it does not come by. */
  readonly earlier: RequestRange[]
  /** Slices that came before. */
  slices: number
}

export function startOfStream(): Cursor {
  return { next: 0, since: 0, earlier: [], slices: 0 }
}

export function rangesOf({ earlier, since, next }: Cursor): readonly RequestRange[] {
  return next > since ? [...earlier, [since, next]] : earlier
}

export function sentOf(cursor: Cursor): number {
  return rangesOf(cursor).reduce((sum, [from, to]) => sum + to - from, 0)
}

/** Moves on to the request of the k-th due time: in a replay, the next one whose number stands for its entry. */
export function moveTo(cursor: Cursor, { recording }: Schedule, k: number): void {
  if (recording === undefined) return
  const { first, length } = recording
  const ahead = (((first + k - cursor.next) % length) + length) % length
  if (ahead === 0) return
  if (cursor.next > cursor.since) cursor.earlier.push([cursor.since, cursor.next])
  cursor.next += ahead
  cursor.since = cursor.next
}
