// Reads a range out of rows in memory, as the database would answer it.
import type { EventColumns } from '../events/columns.ts'
import { HIGH, LOW, halves, isBelow } from '../events/int64-halves.ts'
import { reusedTable } from '../events/reused-table.ts'
import { selectRows } from '../events/select-rows.ts'
import { firstFrom, type KeptRows } from './kept-rows.ts'

export interface KeptRange {
  /** Events that start before this are not looked at: none of them reaches the range. */
  readonly lowNs: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  /** Below 0: none. */
  readonly limit: number
}

/** The columns may share the rows' arrays: they are valid until the rows change. */
export function readKept(rows: KeptRows, range: KeptRange): EventColumns {
  const { startNs, endNs } = range
  const first = firstFrom(rows, endNs)
  const behind = Math.max(first, firstFrom(rows, range.lowNs - 1n))
  const found = rowsThatReach(rows, first, behind, range)
  const all = columnsOf(rows)
  const isGapless = found.length === 0 || found.at(-1)! - first === found.length - 1
  const events = isGapless ? slice(all, first, first + found.length) : selectRows(all, found)
  return needsClipping(events, startNs, endNs) ? clipped(events, startNs, endNs) : events
}

const rowTable = reusedTable((length) => new Uint32Array(length))

/** Numbers of the rows that end in the range or after; as many as the limit allows. Valid until the next call. */
function rowsThatReach(
  rows: KeptRows,
  first: number,
  behind: number,
  { startNs, limit }: KeptRange,
): Uint32Array {
  const most = limit < 0 ? behind - first : Math.min(limit, behind - first)
  const found = rowTable(most)
  const ends = halves(rows.ends)
  const [high, low] = [Number(startNs >> 32n), Number(BigInt.asIntN(32, startNs))]
  let length = 0
  for (let at = first; at < behind && length < most; at++) {
    if (!isBelow(ends[2 * at + HIGH]!, ends[2 * at + LOW]!, high, low)) found[length++] = at
  }
  return found.subarray(0, length)
}

function needsClipping({ starts, ends, length }: EventColumns, startNs: bigint, endNs: bigint) {
  const startHalves = halves(starts)
  const endHalves = halves(ends)
  const [startHigh, startLow] = [Number(startNs >> 32n), Number(BigInt.asIntN(32, startNs))]
  const [endHigh, endLow] = [Number(endNs >> 32n), Number(BigInt.asIntN(32, endNs))]
  for (let i = 0; i < length; i++) {
    const high = 2 * i + HIGH
    const low = 2 * i + LOW
    if (isBelow(startHalves[high]!, startHalves[low]!, startHigh, startLow)) return true
    if (isBelow(endHigh, endLow, endHalves[high]!, endHalves[low]!)) return true
  }
  return false
}

function clipped(events: EventColumns, startNs: bigint, endNs: bigint): EventColumns {
  const starts = events.starts.slice()
  const ends = events.ends.slice()
  for (let i = 0; i < events.length; i++) {
    if (starts[i]! < startNs) starts[i] = startNs
    if (ends[i]! > endNs) ends[i] = endNs
  }
  return { ...events, starts, ends }
}

function columnsOf({ ids, starts, ends, data, dictionary }: KeptRows): EventColumns {
  return { length: data.length, ids, starts, ends, data, dictionary }
}

function slice(events: EventColumns, from: number, to: number): EventColumns {
  return {
    length: to - from,
    ids: events.ids.subarray(from, to),
    starts: events.starts.subarray(from, to),
    ends: events.ends.subarray(from, to),
    data: events.data.subarray(from, to),
    dictionary: events.dictionary,
  }
}
