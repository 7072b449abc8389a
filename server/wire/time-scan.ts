// The pieces of a time text. Each reads at the scan's position and moves it, or throws with chrono's reason.
import { TimeParseError } from './time-fields.ts'

export interface Scan {
  readonly text: string
  at: number
}

const SPACE = 0x20
const FIRST_AFTER_ASCII = 0x80
const WHITE_SPACE = /\p{White_Space}/u
const ZERO = 48
const NINE = 57

/** `min` to `max` decimal digits. */
export function fieldNumber(scan: Scan, min: number, max: number): number {
  const first = scan.at
  if (scan.text.length - first < min) throw new TimeParseError('premature end of input')
  let value = 0
  while (scan.at - first < max) {
    const code = scan.text.charCodeAt(scan.at)
    if (!(code >= ZERO && code <= NINE)) break
    value = value * 10 + (code - ZERO)
    scan.at++
  }
  if (scan.at - first < min) throw new TimeParseError('input contains invalid characters')
  return value
}

export function literal(scan: Scan, char: string): void {
  const found = scan.text[scan.at]
  if (found === undefined) throw new TimeParseError('premature end of input')
  if (found !== char) throw new TimeParseError('input contains invalid characters')
  scan.at++
}

/** `-44`, `+2026` or up to four digits; only signed years may be longer. */
export function signedYear(scan: Scan): number {
  skipSpace(scan)
  const sign = scan.text[scan.at]
  if (sign !== '-' && sign !== '+') return fieldNumber(scan, 1, 4)
  scan.at++
  const year = fieldNumber(scan, 1, Number.MAX_SAFE_INTEGER)
  return sign === '-' ? -year : year
}

export function skipSpace(scan: Scan): void {
  while (isSpace(scan.text.charCodeAt(scan.at))) scan.at++
}

/** Unicode's White_Space; most characters of times are printable ASCII, which needs no expression. */
export function isSpace(code: number): boolean {
  if (code > SPACE && code < FIRST_AFTER_ASCII) return false
  return WHITE_SPACE.test(String.fromCharCode(code))
}

/** Nanoseconds of an optional `.` fraction; digits after the ninth are dropped. */
export function fraction(scan: Scan): number {
  if (scan.text[scan.at] !== '.') return 0
  scan.at++
  const first = scan.at
  const value = fieldNumber(scan, 1, 9)
  const nanosecond = value * 10 ** (9 - (scan.at - first))
  while (scan.text.charCodeAt(scan.at) >= ZERO && scan.text.charCodeAt(scan.at) <= NINE) scan.at++
  return nanosecond
}

/** Minutes east of UTC: `Z`, or a sign (also U+2212), two hour digits, a separator, two minute digits. */
export function zoneOffset(scan: Scan, separator: (scan: Scan, char: string) => void): number {
  const sign = scan.text[scan.at]
  if (sign === undefined) throw new TimeParseError('premature end of input')
  scan.at++
  if (sign === 'Z' || sign === 'z') return 0
  if (sign !== '+' && sign !== '-' && sign !== '\u2212') {
    throw new TimeParseError('input contains invalid characters')
  }
  const hours = fieldNumber(scan, 2, 2)
  separator(scan, ':')
  const minutes = fieldNumber(scan, 2, 2)
  if (minutes > 59 || hours > 23) throw new TimeParseError('input is out of range')
  return (sign === '+' ? 1 : -1) * (hours * 60 + minutes)
}
