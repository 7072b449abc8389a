// Counts and time ranges per bucket, taken while the rows pass.

export interface TimeRange {
  readonly startMs: number
  readonly endMs: number
}

export interface Tally {
  readonly add: (bucket: number, startMs: number, endMs: number) => void
  readonly events: (bucket: number) => number
  /** Undefined for an empty bucket. */
  readonly range: (bucket: number) => TimeRange | undefined
  /** Undefined when all buckets are empty. */
  readonly wholeRange: () => TimeRange | undefined
}

export function openTally(buckets: number): Tally {
  const counts = Array.from({ length: buckets }, () => 0)
  const starts = Array.from({ length: buckets }, () => Infinity)
  const ends = Array.from({ length: buckets }, () => -Infinity)
  const rangeOf = (startMs: number, endMs: number) =>
    startMs <= endMs ? { startMs, endMs } : undefined
  return {
    add: (bucket, startMs, endMs) => {
      counts[bucket]! += 1
      starts[bucket] = Math.min(starts[bucket]!, startMs)
      ends[bucket] = Math.max(ends[bucket]!, endMs)
    },
    events: (bucket) => counts[bucket]!,
    range: (bucket) => rangeOf(starts[bucket]!, ends[bucket]!),
    wholeRange: () => rangeOf(Math.min(...starts), Math.max(...ends)),
  }
}
