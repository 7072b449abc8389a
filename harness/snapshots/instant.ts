// Nanoseconds since the epoch as text; a double would lose the last three digits.

const NS_PER_S = 1_000_000_000n

/** RFC 3339 UTC with 0, 3, 6 or 9 fractional digits, the fewest that are exact. */
export function formatInstant(ns: bigint): string {
  // The remainder of a time before 1970 would be negative.
  const fraction = ((ns % NS_PER_S) + NS_PER_S) % NS_PER_S
  const seconds = new Date(Number((ns - fraction) / 1_000_000n)).toISOString().slice(0, 19)
  if (fraction === 0n) return `${seconds}Z`
  const digits = fraction
    .toString()
    .padStart(9, '0')
    .replace(/(000){1,2}$/, '')
  return `${seconds}.${digits}Z`
}
