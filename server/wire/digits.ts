// Decimal digits straight into response bytes. Callers have reserved the room.
import type { ByteSink } from './byte-sink.ts'

const ZERO = 48
const TWO_31 = 2 ** 31

/** A whole number from 0 to 2^53. */
export function writeWhole(sink: ByteSink, value: number): void {
  let width = 1
  for (let bound = 10; value >= bound; bound *= 10) width++
  if (value < TWO_31) {
    writePadded(sink, value, width)
    return
  }
  const head = Math.floor(value / 1e9)
  writeWhole(sink, head)
  writePadded(sink, value - head * 1e9, 9)
}

/** Exactly `width` digits, with leading zeros, of a number below 2^31: small integers divide fast. */
export function writePadded(sink: ByteSink, value: number, width: number): void {
  const { buffer, length } = sink
  let rest = value | 0
  for (let at = length + width - 1; at >= length; at--) {
    const tenth = (rest / 10) | 0
    buffer[at] = ZERO + rest - tenth * 10
    rest = tenth
  }
  sink.length = length + width
}
