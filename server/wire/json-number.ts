// JSON numbers: integers of 64 bits (signed or unsigned) become bigints, everything else doubles.
import { jsonError, type JsonScan } from './json-scan.ts'

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y
const MAX_U64 = 2n ** 64n - 1n
const MIN_I64 = -(2n ** 63n)
// Integers with fewer digits fit into 64 bits whatever their sign.
const ALWAYS_FITTING_DIGITS = 18

export function scanNumber(scan: JsonScan): bigint | number {
  NUMBER.lastIndex = scan.at
  const match = NUMBER.exec(scan.text)
  if (match === null) throw jsonError(scan, 'a JSON value')
  const text = match[0]
  const isInteger = match[1] === undefined && match[2] === undefined
  const value = isInteger ? integer(text) : Number(text)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw jsonError(scan, 'a number that a double can hold')
  }
  scan.at += text.length
  return value
}

/** `-0` and integers beyond 64 bits are floats, as in the original. */
function integer(text: string): bigint | number {
  if (text === '-0') return -0
  if (text.length <= ALWAYS_FITTING_DIGITS) return BigInt(text)
  // No double holds more digits; BigInt of a huge text would cost quadratic time.
  if (text.length > 400) return Number(text)
  const value = BigInt(text)
  return value > MAX_U64 || value < MIN_I64 ? Number(text) : value
}
