// The total duration of a list.
import type { EventColumns } from '../events/columns.ts'

/** Seconds; the total is truncated to whole milliseconds, as in the original. */
export function sumDurations(events: EventColumns): number {
  let totalNs = 0n
  for (let i = 0; i < events.length; i++) totalNs += events.ends[i]! - events.starts[i]!
  return Number(totalNs / 1_000_000n) / 1000
}
