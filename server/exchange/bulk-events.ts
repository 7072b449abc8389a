// Events of one large request on the HTTP thread: all but storing them is done in slices, and other requests
// get their turn between.
import { setImmediate } from 'node:timers/promises'
import { columnsOf, type EventRow } from '../events/event-row.ts'
import { finish, makeSink, writeAscii } from '../wire/byte-sink.ts'
import { writeEventItems } from '../wire/event-bytes.ts'
import { unpackEvents, type PackedEvents } from './packed-events.ts'

/** One or two milliseconds each. */
const SLICE_EVENTS = 1_000

export async function unpackInTurns(events: PackedEvents): Promise<readonly EventRow[]> {
  const rows: EventRow[] = []
  for (let from = 0; from < events.length; from += SLICE_EVENTS) {
    const to = Math.min(events.length, from + SLICE_EVENTS)
    rows.push(...unpackEvents(events, from, to))
    await setImmediate()
  }
  return rows
}

/** The same bytes as renderEvents makes. */
export async function renderInTurns(rows: readonly EventRow[]): Promise<Uint8Array<ArrayBuffer>> {
  const sink = makeSink()
  writeAscii(sink, '[')
  for (let from = 0; from < rows.length; from += SLICE_EVENTS) {
    if (from > 0) writeAscii(sink, ',')
    writeEventItems(sink, columnsOf(rows.slice(from, from + SLICE_EVENTS)), 'plain')
    await setImmediate()
  }
  writeAscii(sink, ']')
  return finish(sink)
}
