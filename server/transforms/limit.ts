// The first events of a list.
import type { EventColumns } from '../events/columns.ts'

/** The count is truncated; negative counts and NaN give no events. */
export function limitEvents(events: EventColumns, count: number): EventColumns {
  const length = Math.trunc(Math.min(events.length, Math.max(0, Number.isNaN(count) ? 0 : count)))
  if (length === events.length) return events
  return {
    length,
    ids: events.ids.subarray(0, length),
    starts: events.starts.subarray(0, length),
    ends: events.ends.subarray(0, length),
    data: events.data.subarray(0, length),
    dictionary: events.dictionary,
  }
}
