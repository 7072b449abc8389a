// Decimal digits straight into response bytes. Callers have reserved the room.
import type { ByteSink } from './byte-sink.ts'

const ZERO = 48

/** A whole number from 0 to 2^53. */
export function writeWhole(sink: ByteSink, value: number): void {
  let width = 1
  for (let bound = 10; value >= bound; bound *= 10) width++
  writePadded(sink, value, width)
}

/** Exactly `width` digits, with leading zeros. */
export function writePadded(sink: ByteSink, value: number, width: number): void {
  const { buffer, length } = sink
  let rest = value
  for (let at = length + width - 1; at >= length; at--) {
    const tenth = Math.floor(rest / 10)
    buffer[at] = ZERO + rest - tenth * 10
    rest = tenth
  }
  sink.length = length + width
}
