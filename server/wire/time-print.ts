// Nanoseconds since 1970 as text: UTC, with the fewest of 0, 3, 6 or 9 fractional digits that are exact.

const NS_PER_SECOND = 1_000_000_000n
const SECONDS_PER_DAY = 86_400

/** `2026-01-02T03:04:05.678Z` */
export function printTime(ns: bigint): string {
  return `${printLocalTime(ns)}Z`
}

/** The same with `+00:00`, as `TIMEINTERVAL` has it. */
export function printTimeWithOffset(ns: bigint): string {
  return `${printLocalTime(ns)}+00:00`
}

function printLocalTime(ns: bigint): string {
  let rest = Number(ns % NS_PER_SECOND)
  if (rest < 0) rest += 1e9
  const second = Number((ns - BigInt(rest)) / NS_PER_SECOND)
  const day = Math.floor(second / SECONDS_PER_DAY)
  const whole = `${dateOf(day)}${clockOf(second - day * SECONDS_PER_DAY)}`
  return rest === 0 ? whole : `${whole}.${fractionDigits(rest)}`
}

let knownDay = Number.NaN
let knownDate = ''

/** `2026-01-02T`. Times that are printed one after the other are mostly of one day. */
function dateOf(day: number): string {
  if (day !== knownDay) {
    knownDay = day
    knownDate = new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 11)
  }
  return knownDate
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))

function clockOf(secondOfDay: number): string {
  const minuteOfDay = Math.floor(secondOfDay / 60)
  const hour = TWO_DIGITS[Math.floor(minuteOfDay / 60)]
  return `${hour}:${TWO_DIGITS[minuteOfDay % 60]}:${TWO_DIGITS[secondOfDay % 60]}`
}

function fractionDigits(nanosecond: number): string {
  const digits = String(nanosecond).padStart(9, '0')
  if (nanosecond % 1_000_000 === 0) return digits.slice(0, 3)
  return nanosecond % 1000 === 0 ? digits.slice(0, 6) : digits
}
