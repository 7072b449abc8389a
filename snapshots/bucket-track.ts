// The events of one bucket on their way into the database. Schema 4 and 5 sort events of one bucket that
// start together differently, so no two may: answers would differ between builds that are both right.
import type { EventRow } from './recipe.ts'

export interface BucketTrack {
  /** Moves the start forward to the first free millisecond, and the end with it if need be. */
  readonly add: (startMs: number, endMs: number, data: string) => void
  readonly lastEndMs: () => number
  /** The events added since the last call. */
  readonly take: () => EventRow[]
}

export function openBucketTrack(bucket: number): BucketTrack {
  let rows: EventRow[] = []
  let lastStartMs = -Infinity
  let lastEndMs = -Infinity
  return {
    add: (startMs, endMs, data) => {
      lastStartMs = Math.max(startMs, lastStartMs + 1)
      lastEndMs = Math.max(endMs, lastStartMs)
      rows.push({ bucket, startMs: lastStartMs, endMs: lastEndMs, data })
    },
    lastEndMs: () => lastEndMs,
    take: () => {
      const taken = rows
      rows = []
      return taken
    },
  }
}
