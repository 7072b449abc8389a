// A growing buffer for response bytes. Writers take the sink as their first argument and append to it.

export interface ByteSink {
  buffer: Buffer<ArrayBuffer>
  length: number
  readonly maxBytes: number
}

/** The answer would be larger than a response may be. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
}

const FIRST_BYTES = 4096
/** Buffers end a little below 4 GiB; clients end far below that. */
const DEFAULT_MAX_BYTES = 2 ** 31 - 1

export function makeSink(expectedBytes = FIRST_BYTES, maxBytes = DEFAULT_MAX_BYTES): ByteSink {
  const firstBytes = Math.min(expectedBytes, maxBytes)
  return { buffer: Buffer.from(new ArrayBuffer(firstBytes)), length: 0, maxBytes }
}

/** Makes room for so many more bytes, which writers then fill without asking again. */
export function reserve(sink: ByteSink, bytes: number): void {
  const needed = sink.length + bytes
  if (needed <= sink.buffer.length) return
  if (needed > sink.maxBytes) {
    throw new TooManyBytesError(
      `the answer needs more than ${sink.maxBytes} bytes: ask for a shorter period or fewer events`,
    )
  }
  const newSize = Math.min(sink.maxBytes, Math.max(needed, sink.buffer.length * 2))
  sink.buffer = Buffer.from(sink.buffer.buffer.transfer(newSize))
}

/** Gives the bytes away; the sink cannot be used afterwards. */
export function finish(sink: ByteSink): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sink.buffer.buffer.transfer(sink.length))
}

/** Characters below 128 only. */
export function writeAscii(sink: ByteSink, text: string): void {
  reserve(sink, text.length)
  const { buffer, length } = sink
  for (let i = 0; i < text.length; i++) buffer[length + i] = text.charCodeAt(i)
  sink.length = length + text.length
}

export function writeText(sink: ByteSink, text: string): void {
  // UTF-16 units take at most three bytes each.
  reserve(sink, text.length * 3)
  sink.length += sink.buffer.write(text, sink.length)
}

/** Repeats bytes that the sink holds already. */
export function writeAgain(sink: ByteSink, from: number, to: number): void {
  reserve(sink, to - from)
  sink.buffer.copyWithin(sink.length, from, to)
  sink.length += to - from
}
