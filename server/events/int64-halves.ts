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
