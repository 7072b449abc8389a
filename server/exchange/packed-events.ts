// Events on their way from a worker thread into the store: columns whose data texts are bytes, because
// handing over bytes costs the HTTP thread nothing, and unpacking a hundred thousand strings stalls it.
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import { finish, makeSink, writeText } from '../wire/byte-sink.ts'

export interface PackedEvents {
  readonly length: number
  readonly starts: BigInt64Array<ArrayBuffer>
  readonly ends: BigInt64Array<ArrayBuffer>
  /** Index of each event's data text. */
  readonly data: Uint32Array<ArrayBuffer>
  /** Where in `texts` each distinct text begins, and at last where the last one ends. */
  readonly offsets: Uint32Array<ArrayBuffer>
  readonly texts: Uint8Array<ArrayBuffer>
}

/** Ids are left behind. */
export function packEvents(events: readonly EventRow[]): PackedEvents {
  const sink = makeSink()
  const offsets = [0]
  const indexes = new Map<string, number>()
  const data = Uint32Array.from(events, ({ data: text }) => {
    const known = indexes.get(text)
    if (known !== undefined) return known
    writeText(sink, text)
    offsets.push(sink.length)
    indexes.set(text, indexes.size)
    return indexes.size - 1
  })
  return {
    length: events.length,
    starts: BigInt64Array.from(events, ({ startNs }) => startNs),
    ends: BigInt64Array.from(events, ({ endNs }) => endNs),
    data,
    offsets: Uint32Array.from(offsets),
    texts: finish(sink),
  }
}

export function unpackEvents(events: PackedEvents, from: number, to: number): readonly EventRow[] {
  const { starts, ends, data, offsets } = events
  const texts = Buffer.from(events.texts.buffer)
  return Array.from({ length: to - from }, (_, i) => {
    const index = data[from + i]!
    return {
      id: NO_ID,
      startNs: starts[from + i]!,
      endNs: ends[from + i]!,
      data: texts.toString('utf8', offsets[index], offsets[index + 1]),
    }
  })
}

export function packedBuffers({ starts, ends, data, offsets, texts }: PackedEvents): ArrayBuffer[] {
  return [starts.buffer, ends.buffer, data.buffer, offsets.buffer, texts.buffer]
}
