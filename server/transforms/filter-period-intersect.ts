// The parts of events that lie inside the periods of other events.
import type { EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
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
  const parts = makeBuilder(events.length)
  let f = 0
  for (let e = 0; e < events.length && f < filters.length; e++) {
    let startNs = events.starts[e]!
    const endNs = events.ends[e]!
    while (f < filters.length) {
      const filterStartNs = filters.starts[f]!
      const filterEndNs = filters.ends[f]!
      if (startNs === endNs || endNs <= filterStartNs) break
      if (startNs >= filterEndNs) {
        f++
        continue
      }
      const partStartNs = startNs > filterStartNs ? startNs : filterStartNs
      const partEndNs = endNs < filterEndNs ? endNs : filterEndNs
      append(parts, events.ids[e]!, partStartNs, partEndNs, events.data[e]!)
      startNs = partEndNs
    }
  }
  return finishColumns(parts, events.dictionary)
}
