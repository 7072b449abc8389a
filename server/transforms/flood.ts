// Fills the short gaps that polling leaves between events: equal neighbours merge, others meet in the middle.
import type { EventColumns } from '../events/columns.ts'
import { finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { dataNumbers } from '../events/dictionary.ts'
import { differenceAt, halves, isBelowAt, writeSum, writeValue } from '../events/int64-halves.ts'
import { ascendingOrder, rowNumbers } from './order.ts'

const PULSETIME_NS = 5e9

export function flood(events: EventColumns): EventColumns {
  const { ids, data } = events
  // The rows of the next and of the one before are looked up: sorted copies would cost as much as the rest.
  const order = ascendingOrder(events.starts) ?? rowNumbers(events.length)
  const numbers = dataNumbers(events)
  const starts = halves(events.starts)
  const ends = halves(events.ends)
  const flooded = makeBuilder(events.length)
  const floodedStarts = halves(flooded.starts)
  const floodedEnds = halves(flooded.ends)
  let length = 0
  // Of a gap below the pulsetime: exact as a double.
  let halfGapNs = 0
  for (let place = 0; place < events.length;) {
    const first = order[place++]!
    if (halfGapNs === 0) writeValue(floodedStarts, length, starts, first)
    else writeSum(floodedStarts, length, starts, first, -halfGapNs)
    halfGapNs = 0
    const number = numbers[data[first]!]
    // The row whose end is the latest so far.
    let last = first
    for (; place < events.length; place++) {
      const next = order[place]!
      const gapNs = differenceAt(starts, next, ends, last)
      if (gapNs >= PULSETIME_NS) break
      if (numbers[data[next]!] !== number) {
        // An odd gap leaves one nanosecond uncovered.
        if (gapNs >= 0) halfGapNs = Math.floor(gapNs / 2)
        break
      }
      if (isBelowAt(ends, last, ends, next)) last = next
    }
    flooded.ids[length] = ids[first]!
    if (halfGapNs === 0) writeValue(floodedEnds, length, ends, last)
    else writeSum(floodedEnds, length, ends, last, halfGapNs)
    flooded.data[length++] = data[first]!
  }
  flooded.length = length
  return finishColumns(flooded, events.dictionary)
}
