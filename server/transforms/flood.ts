// Fills the short gaps that polling leaves between events: equal neighbours merge, others meet in the middle.
import type { EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { haveEqualData } from '../events/dictionary.ts'
import { sortByTimestamp } from './sort.ts'

const PULSETIME_NS = 5_000_000_000n

export function flood(unsorted: EventColumns): EventColumns {
  const events = sortByTimestamp(unsorted)
  const { ids, starts, ends, data } = events
  const flooded = makeBuilder(events.length)
  let first = 0
  let sharedGapNs = 0n
  while (first < events.length) {
    const startNs = starts[first]! - sharedGapNs / 2n
    let endNs = ends[first]!
    sharedGapNs = 0n
    let next = first + 1
    for (; next < events.length; next++) {
      const gapNs = starts[next]! - endNs
      if (gapNs >= PULSETIME_NS) break
      if (!haveEqualData(events, first, next)) {
        if (gapNs >= 0n) sharedGapNs = gapNs
        break
      }
      if (ends[next]! > endNs) endNs = ends[next]!
    }
    // An odd gap leaves one nanosecond uncovered.
    append(flooded, ids[first]!, startNs, endNs + sharedGapNs / 2n, data[first]!)
    first = next
  }
  return finishColumns(flooded, events.dictionary)
}
