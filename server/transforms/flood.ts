// Fills the short gaps that polling leaves between events: equal neighbours merge, others meet in the middle.
import type { EventColumns } from '../events/columns.ts'
import { finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { sameData } from '../events/dictionary.ts'
import { sortByTimestamp } from './sort.ts'

const PULSETIME_NS = 5_000_000_000n

export function flood(unsorted: EventColumns): EventColumns {
  const events = sortByTimestamp(unsorted)
  const { ids, starts, ends, data } = events
  const { texts } = events.dictionary
  const flooded = makeBuilder(events.length)
  let length = 0
  let sharedGapNs = 0n
  for (let first = 0, next = 1; first < events.length; first = next++) {
    const startNs = starts[first]! - sharedGapNs / 2n
    let endNs = ends[first]!
    sharedGapNs = 0n
    for (; next < events.length; next++) {
      const gapNs = starts[next]! - endNs
      if (gapNs >= PULSETIME_NS) break
      if (!sameData(texts, data[first]!, data[next]!)) {
        if (gapNs >= 0n) sharedGapNs = gapNs
        break
      }
      if (ends[next]! > endNs) endNs = ends[next]!
    }
    flooded.ids[length] = ids[first]!
    flooded.starts[length] = startNs
    // An odd gap leaves one nanosecond uncovered.
    flooded.ends[length] = endNs + sharedGapNs / 2n
    flooded.data[length++] = data[first]!
  }
  flooded.length = length
  return finishColumns(flooded, events.dictionary)
}
