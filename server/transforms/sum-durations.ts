// The total duration of a list.
import type { EventColumns } from '../events/columns.ts'
import { HIGH, LOW, halves } from '../events/int64-halves.ts'

/** So many differences of 32-bit halves add up exactly in a double. */
const EXACT_ADDITIONS = 2 ** 20

/** Seconds; the total is truncated to whole milliseconds, as in the original. */
export function sumDurations({ starts, ends, length }: EventColumns): number {
  const startHalves = halves(starts)
  const endHalves = halves(ends)
  let totalNs = 0n
  for (let from = 0; from < length; from += EXACT_ADDITIONS) {
    const to = Math.min(length, from + EXACT_ADDITIONS)
    let high = 0
    let low = 0
    for (let i = from; i < to; i++) {
      high += endHalves[2 * i + HIGH]! - startHalves[2 * i + HIGH]!
      low += (endHalves[2 * i + LOW]! >>> 0) - (startHalves[2 * i + LOW]! >>> 0)
    }
    totalNs += (BigInt(high) << 32n) + BigInt(low)
  }
  return Number(totalNs / 1_000_000n) / 1000
}
