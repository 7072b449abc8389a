// 64-bit columns seen as pairs of 32-bit numbers, for loops that must not make a BigInt per event.

/** Two entries per value: see LOW and HIGH. The high half carries the sign, the low half needs `>>> 0`. */
export function halves(values: BigInt64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length * 2)
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Offset of the low half inside a pair. */
export const LOW = isLittleEndian ? 0 : 1
/** Offset of the high half inside a pair. */
export const HIGH = isLittleEndian ? 1 : 0

/** Whether one value is below another, both as halves. */
export function isBelow(high: number, low: number, otherHigh: number, otherLow: number): boolean {
  return high < otherHigh || (high === otherHigh && low >>> 0 < otherLow >>> 0)
}

/** The same for the values at two places. */
export function isBelowAt(left: Int32Array, i: number, right: Int32Array, k: number): boolean {
  return isBelow(left[2 * i + HIGH]!, left[2 * i + LOW]!, right[2 * k + HIGH]!, right[2 * k + LOW]!)
}

const TWO_32 = 2 ** 32

/** Exact up to 2^53, 104 days in nanoseconds; rounded once beyond. */
export function differenceAt(left: Int32Array, i: number, right: Int32Array, k: number): number {
  const high = left[2 * i + HIGH]! - right[2 * k + HIGH]!
  return high * TWO_32 + ((left[2 * i + LOW]! >>> 0) - (right[2 * k + LOW]! >>> 0))
}

/** Sets `to` at place i to the value at place k. */
export function writeValue(to: Int32Array, i: number, from: Int32Array, k: number): void {
  to[2 * i] = from[2 * k]!
  to[2 * i + 1] = from[2 * k + 1]!
}

/** Sets `to` at place i to the value at place k plus a whole number below 2^52. */
export function writeSum(
  to: Int32Array,
  i: number,
  from: Int32Array,
  k: number,
  added: number,
): void {
  const low = (from[2 * k + LOW]! >>> 0) + added
  const carry = Math.floor(low / TWO_32)
  to[2 * i + HIGH] = from[2 * k + HIGH]! + carry
  to[2 * i + LOW] = low - carry * TWO_32
}
