// Nanoseconds since 1970 as text: UTC, with the fewest of 0, 3, 6 or 9 fractional digits that are exact.

const NS_PER_SECOND = 1_000_000_000n

/** `2026-01-02T03:04:05.678Z` */
export function printTime(ns: bigint): string {
  return `${printLocalTime(ns)}Z`
}

/** The same with `+00:00`, as `TIMEINTERVAL` has it. */
export function printTimeWithOffset(ns: bigint): string {
  return `${printLocalTime(ns)}+00:00`
}

function printLocalTime(ns: bigint): string {
  let rest = ns % NS_PER_SECOND
  if (rest < 0n) rest += NS_PER_SECOND
  const seconds = Number((ns - rest) / NS_PER_SECOND)
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19)
  return rest === 0n ? whole : `${whole}.${fractionDigits(Number(rest))}`
}

function fractionDigits(nanosecond: number): string {
  const digits = String(nanosecond).padStart(9, '0')
  if (nanosecond % 1_000_000 === 0) return digits.slice(0, 3)
  return nanosecond % 1000 === 0 ? digits.slice(0, 6) : digits
}
