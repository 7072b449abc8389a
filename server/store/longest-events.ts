// The longest event of each bucket, shared with reader threads: no event that reaches a range's start S
// can have begun before S - longest, which bounds an index walk that would otherwise read the whole bucket.
import type { Prepare } from './statements.ts'
import { timesByBucket } from './stored-row.ts'

/** Rows share slots: a slot then holds the longest of several buckets, a looser bound and still a safe one. */
const SLOTS = 1024n

export type LongestEvents = BigInt64Array<SharedArrayBuffer>

export function loadLongestEvents(prepare: Prepare): LongestEvents {
  const longest = new BigInt64Array(new SharedArrayBuffer(Number(SLOTS) * 8))
  for (const [row, durationNs] of timesByBucket(prepare, 'max(endtime - starttime)')) {
    noteDuration(longest, row!, durationNs!)
  }
  return longest
}

/** To be called before the write is committed, so that no reader sees the event without its bound. */
export function noteDuration(longest: LongestEvents, row: bigint, durationNs: bigint): void {
  const slot = slotOf(row)
  if (durationNs > Atomics.load(longest, slot)) Atomics.store(longest, slot, durationNs)
}

export function longestDuration(longest: LongestEvents, row: bigint): bigint {
  return Atomics.load(longest, slotOf(row))
}

function slotOf(row: bigint): number {
  return Number(row % SLOTS)
}
