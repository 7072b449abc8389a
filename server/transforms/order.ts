// Stable ascending order of keys, free for input that is ordered already and linear for its reverse: stores
// answer newest first, and most transforms want oldest first.
import { HIGH, LOW, halves, isBelowAt } from '../events/int64-halves.ts'

/** Row numbers in ascending order of their keys, or undefined if the keys ascend already. */
export function ascendingOrder(keys: BigInt64Array): Uint32Array | undefined {
  const values = halves(keys)
  let ascends = true
  let descends = true
  for (let i = 1; i < keys.length && (ascends || descends); i++) {
    if (isBelowAt(values, i, values, i - 1)) ascends = false
    else if (isBelowAt(values, i - 1, values, i)) descends = false
  }
  if (ascends) return undefined
  return descends ? reversed(keys) : sorted(keys)
}

/** Equal keys keep their order. */
function reversed(keys: BigInt64Array): Uint32Array {
  const order = new Uint32Array(keys.length)
  let to = 0
  for (let last = keys.length - 1; last >= 0;) {
    let first = last
    while (first > 0 && keys[first - 1] === keys[last]) first--
    for (let row = first; row <= last; row++) order[to++] = row
    last = first - 1
  }
  return order
}

/** The order as it is: 0, 1, 2 … A loop is ten times as fast as an iterator. */
export function rowNumbers(length: number): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[row] = row
  return rows
}

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS
const MASK = DIGITS - 1
const SHIFTS = [0, DIGIT_BITS, 2 * DIGIT_BITS]

/** By one digit after the other, lowest first: linear, stable, and without a BigInt per comparison. */
function sorted(keys: BigInt64Array): Uint32Array {
  const values = halves(keys)
  let order = rowNumbers(keys.length)
  let next = new Uint32Array(keys.length)
  for (const [half, sign] of [
    [LOW, 0],
    [HIGH, SIGN],
  ] as const) {
    for (const shift of SHIFTS) {
      if (placeByDigit(order, next, (row) => ((values[2 * row + half]! ^ sign) >>> shift) & MASK)) {
        ;[order, next] = [next, order]
      }
    }
  }
  return order
}

/** Flipped, it puts negative numbers before the others. */
const SIGN = 1 << 31

const places = new Uint32Array(DIGITS)

/** False: all rows have the same digit, and `next` was not written. */
function placeByDigit(
  order: Uint32Array,
  next: Uint32Array,
  digitOf: (row: number) => number,
): boolean {
  places.fill(0)
  for (let i = 0; i < order.length; i++) places[digitOf(i)]!++
  if (places[digitOf(0)] === order.length) return false
  let place = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = places[digit]!
    places[digit] = place
    place += count
  }
  for (const row of order) next[places[digitOf(row)]!++] = row
  return true
}
