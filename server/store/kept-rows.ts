// The newest events of one bucket in memory, in the order in which reads give them: start descending, then
// end and id ascending. Rows stand from `first` up to `behind`, with room at both ends to grow.
import type { DataDictionary } from '../events/columns.ts'

export interface KeptRows {
  ids: BigInt64Array<ArrayBuffer>
  starts: BigInt64Array<ArrayBuffer>
  ends: BigInt64Array<ArrayBuffer>
  data: Uint32Array<ArrayBuffer>
  first: number
  behind: number
  /** Only appended to, so that what is known of an entry stays true. */
  readonly dictionary: DataDictionary
}

export interface Row {
  readonly id: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  /** An entry of the dictionary. */
  readonly data: number
}

const FIRST_CAPACITY = 1_024

export function makeRows(dictionary: DataDictionary): KeptRows {
  const middle = FIRST_CAPACITY / 2
  return { ...allocate(FIRST_CAPACITY), first: middle, behind: middle, dictionary }
}

/** The row must come after all others in their order. */
export function appendRow(
  rows: KeptRows,
  id: bigint,
  startNs: bigint,
  endNs: bigint,
  data: number,
): void {
  if (rows.behind === rows.data.length) grow(rows)
  const at = rows.behind++
  rows.ids[at] = id
  rows.starts[at] = startNs
  rows.ends[at] = endNs
  rows.data[at] = data
}

/** Puts the row where its order wants it; gives the number of rows moved for it. */
export function insertRow(rows: KeptRows, row: Row): number {
  if (rows.first === 0 || rows.behind === rows.data.length) grow(rows)
  const { first, behind } = rows
  const at = placeFor(rows, row)
  if (at - first <= behind - at) {
    move(rows, first, at, first - 1)
    rows.first--
    setRow(rows, at - 1, row)
    return at - first
  }
  move(rows, at, behind, at + 1)
  rows.behind++
  setRow(rows, at, row)
  return behind - at
}

/** Gives the number of rows moved to close the gap; undefined if there is no such row. */
export function removeRow(rows: KeptRows, id: bigint): number | undefined {
  const { first, behind } = rows
  const at = rows.ids.indexOf(id, first)
  if (at === -1 || at >= behind) return undefined
  if (at - first <= behind - at) {
    move(rows, first, at, first + 1)
    rows.first++
    return at - first
  }
  move(rows, at + 1, behind, at)
  rows.behind--
  return behind - at
}

/** The first row that starts at this time or before. */
export function firstFrom({ starts, first, behind }: KeptRows, latestStartNs: bigint): number {
  return search(first, behind, (at) => starts[at]! <= latestStartNs)
}

function placeFor({ ids, starts, ends, first, behind }: KeptRows, row: Row): number {
  return search(first, behind, (at) => {
    const [startNs, endNs] = [starts[at], ends[at]]
    if (startNs !== row.startNs) return startNs! < row.startNs
    return endNs === row.endNs ? ids[at]! > row.id : endNs! > row.endNs
  })
}

/** The first place for which the test holds; it holds for all places behind, too. */
function search(first: number, behind: number, holds: (at: number) => boolean): number {
  let from = first
  let to = behind
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}

function setRow(rows: KeptRows, at: number, { id, startNs, endNs, data }: Row): void {
  rows.ids[at] = id
  rows.starts[at] = startNs
  rows.ends[at] = endNs
  rows.data[at] = data
}

function move({ ids, starts, ends, data }: KeptRows, from: number, to: number, at: number): void {
  ids.copyWithin(at, from, to)
  starts.copyWithin(at, from, to)
  ends.copyWithin(at, from, to)
  data.copyWithin(at, from, to)
}

/** An eighth of the new room goes before the rows: events are added there, but few at a time. */
function grow(rows: KeptRows): void {
  const { first, behind } = rows
  const length = behind - first
  const larger = allocate(Math.max(FIRST_CAPACITY, length * 2))
  const at = Math.floor((larger.data.length - length) / 8)
  larger.ids.set(rows.ids.subarray(first, behind), at)
  larger.starts.set(rows.starts.subarray(first, behind), at)
  larger.ends.set(rows.ends.subarray(first, behind), at)
  larger.data.set(rows.data.subarray(first, behind), at)
  Object.assign(rows, larger, { first: at, behind: at + length })
}

function allocate(capacity: number) {
  return {
    ids: new BigInt64Array(capacity),
    starts: new BigInt64Array(capacity),
    ends: new BigInt64Array(capacity),
    data: new Uint32Array(capacity),
  }
}
