// sort_by_timestamp and sort_by_duration.
import type { EventColumns } from '../events/columns.ts'
import { selectRows } from '../events/select-rows.ts'
import { ascendingOrder } from './order.ts'

/** Ascending, stable. */
export function sortByTimestamp(events: EventColumns): EventColumns {
  const order = ascendingOrder(events.starts)
  return order === undefined ? events : selectRows(events, order)
}

/** Longest first, stable. */
export function sortByDuration(events: EventColumns): EventColumns {
  const { starts, ends } = events
  const negativeDurations = starts.map((startNs, i) => startNs - ends[i]!)
  const order = ascendingOrder(negativeDurations)
  return order === undefined ? events : selectRows(events, order)
}
