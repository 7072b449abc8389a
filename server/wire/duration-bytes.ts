// Durations straight into response bytes: the same text as printDuration, without making it first.
import { writeAscii, type ByteSink } from './byte-sink.ts'
import { writePadded, writeWhole } from './digits.ts'
import { printFloat } from './float.ts'

// Up to 15 significant digits a decimal is the shortest text of its double, so the nanoseconds are its
// digits. Below 10 µs the exponent form begins.
const DIGITS_FROM_NS = 10_000
const DIGITS_BELOW_NS = 1e15

const ZERO = 48

/** `durationNs` is a whole number of nanoseconds. */
export function writeDurationBytes(sink: ByteSink, durationNs: number): void {
  if (durationNs < DIGITS_FROM_NS || durationNs >= DIGITS_BELOW_NS) {
    writeAscii(sink, printFloat(durationNs / 1e9))
    return
  }
  const seconds = Math.floor(durationNs / 1e9)
  writeWhole(sink, seconds)
  writeAscii(sink, '.')
  writePadded(sink, durationNs - seconds * 1e9, 9)
  dropZeros(sink)
}

/** One digit stays after the point. */
function dropZeros(sink: ByteSink): void {
  const firstDigit = sink.length - 9
  while (sink.length > firstDigit + 1 && sink.buffer[sink.length - 1] === ZERO) sink.length--
}
