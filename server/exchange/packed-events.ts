// Events on their way from a worker thread into the store: columns whose data texts are bytes, because
// handing over bytes costs the HTTP thread nothing, and unpacking a hundred thousand strings stalls it.
import type { EventColumns } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'

export type PackedEvents = Omit<EventColumns, 'dictionary'> & { readonly texts: PackedTexts }

/** Of all columns that were packed together. */
export interface PackedTexts {
  /** Where in `bytes` each text begins, and at last where the last one ends. */
  readonly offsets: Float64Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** The columns share a dictionary; those of its texts are packed that an event has. */
export function packEvents(all: readonly EventColumns[]): readonly PackedEvents[] {
  const known = all[0]?.dictionary.texts ?? []
  const packed = new Int32Array(known.length).fill(-1)
  const texts: string[] = []
  const pack = (entry: number) => {
    if (packed[entry] === -1) packed[entry] = texts.push(known[entry]!) - 1
    return packed[entry]!
  }
  const data = all.map((events) => events.data.map((entry) => pack(entry)))
  const packedTexts = packTexts(texts)
  return all.map(({ length, ids, starts, ends }, i) => {
    return { length, ids, starts, ends, data: data[i]!, texts: packedTexts }
  })
}

/** Counted first: growing buffers would take twice the room. */
function packTexts(texts: readonly string[]): PackedTexts {
  const offsets = new Float64Array(texts.length + 1)
  texts.forEach((text, i) => (offsets[i + 1] = offsets[i]! + Buffer.byteLength(text)))
  const bytes = Buffer.from(new ArrayBuffer(offsets.at(-1)!))
  texts.forEach((text, i) => bytes.write(text, offsets[i]!))
  return { offsets, bytes }
}

export function unpackEvents(events: PackedEvents, from: number, to: number): readonly EventRow[] {
  const { ids, starts, ends, data, texts } = events
  const { offsets, bytes } = texts
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: to - from }, (_, i) => {
    const entry = data[from + i]!
    return {
      id: ids[from + i]!,
      startNs: starts[from + i]!,
      endNs: ends[from + i]!,
      data: buffer.toString('utf8', offsets[entry], offsets[entry + 1]),
    }
  })
}

/** To be handed over. */
export function packedBuffers(all: readonly PackedEvents[]): ArrayBuffer[] {
  const views = all.flatMap(({ ids, starts, ends, data, texts }) => {
    return [ids, starts, ends, data, texts.offsets, texts.bytes]
  })
  return [...new Set(views.map(({ buffer }) => buffer as ArrayBuffer))]
}
