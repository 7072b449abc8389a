// Two lists in one, where events of the first have priority and those of the second are cut around them.
import { NO_ID, type EventColumns } from '../events/columns.ts'
import {
  append,
  finishColumns,
  makeBuilder,
  type ColumnsBuilder,
} from '../events/columns-builder.ts'
import { concat } from './concat.ts'

/** A place in a list whose current event may have lost its beginning. */
interface Place {
  at: number
  /** The start of what is left of the current event, if it was cut. */
  cutStartNs: bigint | undefined
}

/**
 * Both lists are taken as they stand, meant to be ascending; other orders give odd but defined results. As in
 * the original, an event of the first list cuts one event of the second: further ones inside of it stay.
 */
export function unionNoOverlap(first: EventColumns, second: EventColumns): EventColumns {
  // A common dictionary, so that rows of either list can be emitted.
  const both = concat([first, second])
  const builder = makeBuilder(both.length)
  const b: Place = { at: first.length, cutStartNs: undefined }
  let a = 0
  while (a < first.length && b.at < both.length) {
    const startNs = both.starts[a]!
    const endNs = both.ends[a]!
    const otherStartNs = b.cutStartNs ?? both.starts[b.at]!
    const otherEndNs = both.ends[b.at]!
    const intersects =
      (endNs < otherEndNs ? endNs : otherEndNs) > (startNs > otherStartNs ? startNs : otherStartNs)
    if (startNs <= otherStartNs) {
      appendRow(builder, both, a++)
      if (intersects) cut(b, endNs < otherEndNs ? endNs : undefined)
    } else if (intersects) {
      append(builder, NO_ID, otherStartNs, startNs, both.data[b.at]!)
      cut(b, startNs)
    } else {
      appendPlace(builder, both, b)
    }
  }
  while (a < first.length) appendRow(builder, both, a++)
  while (b.at < both.length) appendPlace(builder, both, b)
  return finishColumns(builder, both.dictionary)
}

/** Keeps what begins at the cut, or drops the whole event. */
function cut(place: Place, cutStartNs: bigint | undefined): void {
  place.cutStartNs = cutStartNs
  if (cutStartNs === undefined) place.at++
}

function appendRow(builder: ColumnsBuilder, events: EventColumns, row: number): void {
  append(builder, events.ids[row]!, events.starts[row]!, events.ends[row]!, events.data[row]!)
}

function appendPlace(builder: ColumnsBuilder, events: EventColumns, place: Place): void {
  const { at, cutStartNs } = place
  if (cutStartNs === undefined) appendRow(builder, events, at)
  else append(builder, NO_ID, cutStartNs, events.ends[at]!, events.data[at]!)
  place.cutStartNs = undefined
  place.at++
}
