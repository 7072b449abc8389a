// The parts of events that lie inside the periods of other events.
import type { EventColumns } from '../events/columns.ts'
import { finishColumns, makeBuilder, type ColumnsBuilder } from '../events/columns-builder.ts'
import { halves, isBelowAt, writeValue } from '../events/int64-halves.ts'
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
  const bounds = {
    starts: halves(events.starts),
    ends: halves(events.ends),
    filterStarts: halves(filters.starts),
    filterEnds: halves(filters.ends),
  }
  // Every part uses up an event or a filter.
  const parts = makeBuilder(events.length + filters.length)
  const length = intersect(events, filters.length, bounds, parts)
  parts.length = length
  return finishColumns(parts, events.dictionary)
}

interface Bounds {
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly filterStarts: Int32Array
  readonly filterEnds: Int32Array
}

/** Gives the number of parts. What is left of an event begins at `from[at]`: its own start, or a filter's end. */
function intersect(
  { ids, data, length: events }: EventColumns,
  filters: number,
  { starts, ends, filterStarts, filterEnds }: Bounds,
  parts: ColumnsBuilder,
): number {
  const partStarts = halves(parts.starts)
  const partEnds = halves(parts.ends)
  let length = 0
  let f = 0
  for (let e = 0; e < events && f < filters; e++) {
    let from = starts
    let at = e
    while (f < filters && differs(from, at, ends, e) && isBelowAt(filterStarts, f, ends, e)) {
      if (!isBelowAt(from, at, filterEnds, f)) {
        f++
        continue
      }
      parts.ids[length] = ids[e]!
      parts.data[length] = data[e]!
      if (isBelowAt(filterStarts, f, from, at)) writeValue(partStarts, length, from, at)
      else writeValue(partStarts, length, filterStarts, f)
      const endsFirst = isBelowAt(ends, e, filterEnds, f)
      from = endsFirst ? ends : filterEnds
      at = endsFirst ? e : f
      writeValue(partEnds, length++, from, at)
    }
  }
  return length
}

function differs(left: Int32Array, i: number, right: Int32Array, k: number): boolean {
  return left[2 * i] !== right[2 * k] || left[2 * i + 1] !== right[2 * k + 1]
}
