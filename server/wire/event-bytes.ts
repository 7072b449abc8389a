// Event columns to response bytes, in both shapes. Data texts are copied as they are stored, never parsed;
// times and durations are written digit by digit, because a string per event would cost most of the time.
import { NO_ID, type EventColumns } from '../events/columns.ts'
import { HIGH, LOW, halves } from '../events/int64-halves.ts'
import { reusedTable } from '../events/reused-table.ts'
import { finish, makeSink, reserve, writeAgain, writeAscii, writeText } from './byte-sink.ts'
import type { ByteSink } from './byte-sink.ts'
import { writeWhole } from './digits.ts'
import { writeDurationBytes } from './duration-bytes.ts'
import { makeTimeWriter, type TimeWriter } from './time-bytes.ts'

/** `plain` is `id,timestamp,duration,data`; `sorted`, inside query results, `data,duration,id,timestamp`. */
export type EventShape = 'plain' | 'sorted'

// Everything of an event but its data: keys, id, time and duration at their longest.
const FIXED_BYTES = 160
const TWO_32 = 2 ** 32

interface EventWriter {
  readonly sink: ByteSink
  readonly events: EventColumns
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Where the sink holds an entry of an event's already; 0 for nowhere, as no data stands at the front. */
  readonly textFrom: Float64Array
  readonly textTo: Float64Array
  readonly time: TimeWriter
}

/** A JSON array of events, as `GET …/events` answers. */
export function renderEvents(events: EventColumns, shape: EventShape = 'plain') {
  const sink = makeSink(64 + events.length * FIXED_BYTES)
  writeEvents(sink, events, shape)
  return finish(sink)
}

export function writeEvents(sink: ByteSink, events: EventColumns, shape: EventShape): void {
  writeAscii(sink, '[')
  writeEventItems(sink, events, shape)
  writeAscii(sink, ']')
}

/** The same without brackets, for arrays that are written in pieces. */
export function writeEventItems(sink: ByteSink, events: EventColumns, shape: EventShape): void {
  const writer = makeWriter(sink, events, 0, events.length)
  for (let i = 0; i < events.length; i++) {
    if (i > 0) writeAscii(sink, ',')
    writeEvent(writer, i, shape)
  }
}

/** One event as a JSON object, as `GET …/events/<id>` and heartbeats answer. */
export function renderEvent(events: EventColumns, index: number, shape: EventShape = 'plain') {
  const sink = makeSink(2 * FIXED_BYTES)
  writeEventAt(sink, events, index, shape)
  return finish(sink)
}

export function writeEventAt(
  sink: ByteSink,
  events: EventColumns,
  index: number,
  shape: EventShape,
): void {
  writeEvent(makeWriter(sink, events, index, index + 1), index, shape)
}

const fromTable = reusedTable((length) => new Float64Array(length))
const toTable = reusedTable((length) => new Float64Array(length))

/** For the events from one row up to before another. */
function makeWriter(
  sink: ByteSink,
  events: EventColumns,
  first: number,
  behind: number,
): EventWriter {
  const entries = events.dictionary.texts.length
  const textFrom = fromTable(entries)
  for (let i = first; i < behind; i++) textFrom[events.data[i]!] = 0
  return {
    sink,
    events,
    ids: halves(events.ids),
    starts: halves(events.starts),
    ends: halves(events.ends),
    textFrom,
    textTo: toTable(entries),
    time: makeTimeWriter(),
  }
}

function writeEvent(writer: EventWriter, index: number, shape: EventShape): void {
  const { sink } = writer
  reserve(sink, FIXED_BYTES)
  if (shape === 'plain') {
    writeAscii(sink, '{"id":')
    writeId(writer, index)
    writeAscii(sink, ',"timestamp":"')
    writer.time(sink, writer.starts[2 * index + HIGH]!, writer.starts[2 * index + LOW]!)
    writeAscii(sink, '","duration":')
    writeDuration(writer, index)
    writeAscii(sink, ',"data":')
    writeData(writer, index)
    writeAscii(sink, '}')
  } else {
    writeAscii(sink, '{"data":')
    writeData(writer, index)
    reserve(sink, FIXED_BYTES)
    writeAscii(sink, ',"duration":')
    writeDuration(writer, index)
    writeAscii(sink, ',"id":')
    writeId(writer, index)
    writeAscii(sink, ',"timestamp":"')
    writer.time(sink, writer.starts[2 * index + HIGH]!, writer.starts[2 * index + LOW]!)
    writeAscii(sink, '"}')
  }
}

function writeId(writer: EventWriter, index: number): void {
  const isSmall = writer.ids[2 * index + HIGH] === 0
  if (isSmall) writeWhole(writer.sink, writer.ids[2 * index + LOW]! >>> 0)
  else writeRareId(writer.sink, writer.events.ids[index]!)
}

function writeRareId(sink: ByteSink, id: bigint): void {
  writeAscii(sink, id === NO_ID ? 'null' : String(id))
}

function writeDuration(writer: EventWriter, index: number): void {
  const { starts, ends } = writer
  const high = (ends[2 * index + HIGH]! - starts[2 * index + HIGH]!) * TWO_32
  // Both parts are exact doubles, so their sum is rounded once, as a conversion from 64 bits is.
  writeDurationBytes(
    writer.sink,
    high + ((ends[2 * index + LOW]! >>> 0) - (starts[2 * index + LOW]! >>> 0)),
  )
}

function writeData(writer: EventWriter, index: number): void {
  const { sink, events, textFrom, textTo } = writer
  const entry = events.data[index]!
  const from = textFrom[entry]!
  if (from > 0) {
    writeAgain(sink, from, textTo[entry]!)
    return
  }
  textFrom[entry] = sink.length
  writeText(sink, events.dictionary.texts[entry]!)
  textTo[entry] = sink.length
}
