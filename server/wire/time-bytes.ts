// Times straight into response bytes: the same text as printTime, without making it first.
import { writeAscii, type ByteSink } from './byte-sink.ts'
import { writePadded } from './digits.ts'

/** Writes `2026-01-02T03:04:05.678Z` for nanoseconds given as two 32-bit halves; 30 bytes are reserved. */
export type TimeWriter = (sink: ByteSink, high: number, low: number) => void

const TWO_32 = 2 ** 32
const NS_PER_SECOND = 1_000_000_000
const SECONDS_PER_DAY = 86_400

/** Remembers the day written last: events come in order of time. */
export function makeTimeWriter(): TimeWriter {
  let knownDay = Number.NaN
  let dateText = ''
  return (sink, high, low) => {
    // A double is off by less than 1 µs here; the low 32 bits of the remainder tell the exact second.
    let second = Math.floor((high * TWO_32 + (low >>> 0)) / NS_PER_SECOND)
    let nanosecond = (low - Math.imul(second | 0, NS_PER_SECOND)) | 0
    if (nanosecond < 0) {
      second--
      nanosecond += NS_PER_SECOND
    } else if (nanosecond >= NS_PER_SECOND) {
      second++
      nanosecond -= NS_PER_SECOND
    }
    const day = Math.floor(second / SECONDS_PER_DAY)
    if (day !== knownDay) {
      knownDay = day
      dateText = new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 11)
    }
    writeAscii(sink, dateText)
    writeClock(sink, second - day * SECONDS_PER_DAY)
    if (nanosecond !== 0) writeFraction(sink, nanosecond)
    writeAscii(sink, 'Z')
  }
}

function writeClock(sink: ByteSink, secondOfDay: number): void {
  const minuteOfDay = Math.floor(secondOfDay / 60)
  writePadded(sink, Math.floor(minuteOfDay / 60), 2)
  writeAscii(sink, ':')
  writePadded(sink, minuteOfDay % 60, 2)
  writeAscii(sink, ':')
  writePadded(sink, secondOfDay % 60, 2)
}

function writeFraction(sink: ByteSink, nanosecond: number): void {
  writeAscii(sink, '.')
  if (nanosecond % 1_000_000 === 0) writePadded(sink, nanosecond / 1_000_000, 3)
  else if (nanosecond % 1000 === 0) writePadded(sink, nanosecond / 1000, 6)
  else writePadded(sink, nanosecond, 9)
}
