// RFC 3339 times to nanoseconds since 1970: strict for query parameters and time periods, lax for JSON bodies.
// Both follow chrono's scanner, so that the same inputs pass and fail with the same reasons.
import {
  fieldNumber,
  literal,
  signedYear,
  skipSpace,
  zoneOffset,
  fraction,
  isSpace,
  type Scan,
} from './time-scan.ts'
import { TimeParseError, timeFromFields } from './time-fields.ts'

/** 4-digit year, 2-digit fields, `T`, `t` or one space between date and time, zone `Z` or `±HH:MM`. */
export function parseStrictTime(text: string): bigint {
  const scan: Scan = { text, at: 0 }
  const year = fieldNumber(scan, 4, 4)
  literal(scan, '-')
  const month = fieldNumber(scan, 2, 2)
  literal(scan, '-')
  const day = fieldNumber(scan, 2, 2)
  dateTimeSeparator(scan)
  const hour = fieldNumber(scan, 2, 2)
  literal(scan, ':')
  const minute = fieldNumber(scan, 2, 2)
  literal(scan, ':')
  const second = fieldNumber(scan, 2, 2)
  const nanosecond = fraction(scan)
  const offsetMinutes = zoneOffset(scan, literal)
  expectEnd(scan)
  return timeFromFields({ year, month, day, hour, minute, second, nanosecond, offsetMinutes })
}

/** Also unpadded fields, white space between parts, signed years, `UTC`, and `+0000` as zone. */
export function parseLaxTime(text: string): bigint {
  const scan: Scan = { text, at: 0 }
  const year = signedYear(scan)
  laxLiteral(scan, '-')
  const month = laxField(scan)
  laxLiteral(scan, '-')
  const day = laxField(scan)
  dateTimeSeparator(scan)
  const hour = laxField(scan)
  laxLiteral(scan, ':')
  const minute = laxField(scan)
  laxLiteral(scan, ':')
  const second = laxField(scan)
  const nanosecond = fraction(scan)
  skipSpace(scan)
  const offsetMinutes = laxZone(scan)
  expectEnd(scan)
  return timeFromFields({ year, month, day, hour, minute, second, nanosecond, offsetMinutes })
}

function dateTimeSeparator(scan: Scan): void {
  const char = scan.text[scan.at]
  if (char === undefined) throw new TimeParseError('premature end of input')
  if (char !== 'T' && char !== 't' && char !== ' ') {
    throw new TimeParseError('input contains invalid characters')
  }
  scan.at++
}

function laxField(scan: Scan): number {
  skipSpace(scan)
  return fieldNumber(scan, 1, 2)
}

function laxLiteral(scan: Scan, char: string): void {
  skipSpace(scan)
  literal(scan, char)
}

const UTC = /^utc$/i

function laxZone(scan: Scan): number {
  if (UTC.test(scan.text.slice(scan.at, scan.at + 3))) {
    scan.at += 3
    return 0
  }
  return zoneOffset(scan, skipColonOrSpace)
}

function skipColonOrSpace(scan: Scan): void {
  while (scan.text[scan.at] === ':' || isSpace(scan.text.charCodeAt(scan.at))) scan.at++
}

function expectEnd(scan: Scan): void {
  if (scan.at < scan.text.length) throw new TimeParseError('trailing input')
}
