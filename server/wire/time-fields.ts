// Calendar fields to nanoseconds since 1970, with the range that a signed 64-bit integer can hold.

export type TimeParseReason =
  | 'input is out of range'
  | 'no possible date and time matching input'
  | 'input is not enough for unique date and time'
  | 'input contains invalid characters'
  | 'premature end of input'
  | 'trailing input'

export class TimeParseError extends Error {
  override readonly name = 'TimeParseError'
  readonly reason: TimeParseReason

  constructor(reason: TimeParseReason) {
    super(reason)
    this.reason = reason
  }
}

/** A time that the calendar has and 64 bits of nanoseconds do not. */
export class UnstorableTimeError extends TimeParseError {
  constructor() {
    super('input is out of range')
  }
}

export interface TimeFields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  /** 60 is a leap second, the same instant as second 0 of the next minute. */
  readonly second: number
  readonly nanosecond: number
  readonly offsetMinutes: number
}

export const MIN_NS = -(2n ** 63n)
export const MAX_NS = 2n ** 63n - 1n

// The years that can hold a storable instant; also keeps Date.UTC away from its two-digit years.
const FIRST_YEAR = 1677
const LAST_YEAR = 2262

export function timeFromFields(fields: TimeFields): bigint {
  const { year, month, day, hour, minute, second } = fields
  const isOfCalendar =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60
  if (!isOfCalendar) throw new TimeParseError('input is out of range')
  if (year < FIRST_YEAR || year > LAST_YEAR) throw new UnstorableTimeError()
  const ms = Date.UTC(year, month - 1, day, hour, minute - fields.offsetMinutes, second)
  const ns = BigInt(ms) * 1_000_000n + BigInt(fields.nanosecond)
  if (ns < MIN_NS || ns > MAX_NS) throw new UnstorableTimeError()
  return ns
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : DAYS[month - 1]!
}
