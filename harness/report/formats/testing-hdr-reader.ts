// A second reader of compressed V2 histograms, written from the description of the format alone: what interoperates
// must not be read only by the library that wrote it. For three significant digits and a lowest value of 1.
import { inflateSync } from 'node:zlib'

export interface Decoded {
  readonly digits: number
  readonly highestTrackable: bigint
  /** By the lowest value of the bucket. */
  readonly counts: ReadonlyMap<number, number>
}

/** Below this every value has a bucket of its own; above, each doubling is cut into half as many. */
const SUB_BUCKETS = 2048

export function decodeCompressed(base64: string): Decoded {
  const outer = Buffer.from(base64, 'base64')
  expectEqual(outer.readUInt32BE(0), 0x1c849314, 'cookie of a compressed histogram')
  expectEqual(outer.readUInt32BE(4), outer.length - 8, 'length of the compressed part')
  const inner = inflateSync(outer.subarray(8))
  expectEqual(inner.readUInt32BE(0), 0x1c849313, 'cookie of a histogram')
  expectEqual(inner.readUInt32BE(4), inner.length - 40, 'length of the payload')
  const digits = inner.readUInt32BE(12)
  const highestTrackable = inner.readBigInt64BE(24)
  return { digits, highestTrackable, counts: readCounts(inner.subarray(40)) }
}

/** ZigZag LEB128; a negative number is that many empty buckets. */
function readCounts(payload: Buffer): Map<number, number> {
  const counts = new Map<number, number>()
  let index = 0
  let place = 0
  while (place < payload.length) {
    let raw = 0n
    let shift = 0n
    let byte: number
    do {
      byte = payload[place++]!
      raw |= BigInt(byte & 0x7f) << shift
      shift += 7n
    } while (byte >= 0x80)
    const number = Number(raw & 1n ? -(raw >> 1n) - 1n : raw >> 1n)
    if (number > 0) counts.set(lowestValueAt(index), number)
    index += number < 0 ? -number : 1
  }
  return counts
}

function lowestValueAt(index: number): number {
  if (index < SUB_BUCKETS) return index
  const half = SUB_BUCKETS / 2
  const doubling = Math.floor(index / half) - 1
  return ((index % half) + half) * 2 ** doubling
}

function expectEqual(got: number, expected: number, what: string): void {
  if (got !== expected) throw new Error(`Expected ${expected} as ${what}, got ${got}.`)
}
