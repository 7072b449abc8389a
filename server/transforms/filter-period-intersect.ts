// The parts of events that lie inside the periods of other events.
import type { EventColumns } from '../events/columns.ts'
import { finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { sortByTimestamp } from './sort.ts'

/**
 * One cursor over each list, so overlapping filters never count twice; where events overlap each other, a
 * later one can miss filters that an earlier, longer one has consumed.
 */
export function filterPeriodIntersect(
  unsortedEvents: EventColumns,
  unsortedFilters: EventColumns,
): EventColumns {
  const events = sortByTimestamp(unsortedEvents)
  const filters = sortByTimestamp(unsortedFilters)
  // Every part uses up an event or a filter.
  const parts = makeBuilder(events.length + filters.length)
  let length = 0
  let f = 0
  for (let e = 0; e < events.length && f < filters.length; e++) {
    let startNs = events.starts[e]!
    const endNs = events.ends[e]!
    while (f < filters.length && startNs !== endNs && endNs > filters.starts[f]!) {
      const filterStartNs = filters.starts[f]!
      const filterEndNs = filters.ends[f]!
      if (startNs >= filterEndNs) {
        f++
        continue
      }
      parts.ids[length] = events.ids[e]!
      parts.starts[length] = startNs > filterStartNs ? startNs : filterStartNs
      startNs = endNs < filterEndNs ? endNs : filterEndNs
      parts.ends[length] = startNs
      parts.data[length++] = events.data[e]!
    }
  }
  parts.length = length
  return finishColumns(parts, events.dictionary)
}
