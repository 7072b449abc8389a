// What a reader thread keeps in memory of the buckets it was asked for: their newest events, as far back as a
// read has gone. Reading them again costs no SQLite, and their dictionary stays, so that what transforms
// found out about a text holds for the next query.
import type { EventColumns } from '../events/columns.ts'
import { makeDictionary, type DictionaryBuilder } from '../events/dictionary.ts'
import { readKept, type KeptRange } from './kept-range.ts'
import { appendRow, insertRow, makeRows, removeRow, type KeptRows } from './kept-rows.ts'
import { longestDuration, type LongestEvents } from './longest-events.ts'
import { MAX_NS, MIN_NS, type Range } from './range.ts'
import type { Prepare } from './statements.ts'
import { isEvent, type StoredRow } from './stored-row.ts'

export interface KeptBuckets {
  /** Reads changed events again; undefined: nobody knows which, so everything is forgotten. */
  readonly follow: (changed: ReadonlySet<bigint> | undefined) => void
  /** Undefined: the events are not kept, and are not worth it. */
  readonly read: (bucketRow: bigint, range: Range) => EventColumns | undefined
}

interface Kept {
  readonly bucketRow: bigint
  readonly rows: KeptRows
  readonly entryFor: DictionaryBuilder['entryFor']
  /** All events that start at this time or later are in the rows. */
  fromNs: bigint
  chars: number
  /** Until the rows change. The same columns again let what was made of them be found again. */
  lastRead: { readonly wanted: KeptRange; readonly found: EventColumns } | undefined
}

export interface KeptLimits {
  /** 28 bytes each. */
  readonly events: number
  /** Of distinct data texts. */
  readonly chars: number
}

const LIMITS: KeptLimits = { events: 2_000_000, chars: 24 * 2 ** 20 }
/** Following changes may move so many rows; past that it is cheaper to read all again. */
const MAX_MOVED = 8_000_000
/** A read may make so much more time kept than it asks for. */
const MAX_EXTRA = 2n

/** More events than a bucket can have. */
const MAX_LIMIT = 2n ** 31n

const AFTER_ALL = MAX_NS + 1n

/** What the functions here share. */
interface Memory {
  readonly prepare: Prepare
  readonly longest: LongestEvents
  readonly limits: KeptLimits
  /** Least recently used first. */
  readonly buckets: Map<bigint, Kept>
  readonly unfit: Set<bigint>
  /** No row has a larger id. */
  largestId: bigint
}

export function keptBuckets(
  prepare: Prepare,
  longest: LongestEvents,
  limits: KeptLimits = LIMITS,
): KeptBuckets {
  const memory: Memory = {
    prepare,
    longest,
    limits,
    buckets: new Map(),
    unfit: new Set(),
    largestId: 0n,
  }
  return {
    follow: (changed) => follow(memory, changed),
    read: (bucketRow, range) => read(memory, bucketRow, range),
  }
}

function follow(memory: Memory, changed: ReadonlySet<bigint> | undefined): void {
  const { buckets } = memory
  let moved = 0
  for (const id of changed ?? []) {
    if (buckets.size === 0 || moved > MAX_MOVED) break
    moved += followOne(memory, id)
    if (id > memory.largestId) memory.largestId = id
  }
  if (changed === undefined || moved > MAX_MOVED) buckets.clear()
}

function read(memory: Memory, bucketRow: bigint, range: Range): EventColumns | undefined {
  const { buckets, unfit } = memory
  const wanted = wantedOf(range, longestDuration(memory.longest, bucketRow))
  const isEmpty = wanted.startNs > wanted.endNs || wanted.limit === 0
  if (isEmpty || unfit.has(bucketRow)) return undefined
  const kept = buckets.get(bucketRow) ?? nothingKept(bucketRow)
  if (isSameRange(kept.lastRead?.wanted, wanted)) {
    keep(memory, kept)
    return kept.lastRead!.found
  }
  let found = readKnown(kept, wanted)
  if (found === undefined) {
    if (!isWorthIt(memory, kept, wanted)) return undefined
    // Not kept while it is incomplete: reading may fail half-way.
    buckets.delete(bucketRow)
    if (!extend(memory, kept, wanted)) {
      unfit.add(bucketRow)
      return undefined
    }
    found = readKnown(kept, wanted)
  }
  kept.lastRead = found && { wanted, found }
  keep(memory, kept)
  return found
}

function isSameRange(known: KeptRange | undefined, wanted: KeptRange): boolean {
  return (
    known?.lowNs === wanted.lowNs &&
    known.startNs === wanted.startNs &&
    known.endNs === wanted.endNs &&
    known.limit === wanted.limit
  )
}

/** Reads further back, as far as the range wants; false: that is too much to keep, or not all are events. */
function extend(memory: Memory, kept: Kept, { lowNs, limit }: KeptRange): boolean {
  const sql = `SELECT id, starttime, endtime, data FROM events
    WHERE bucketrow = ? AND starttime >= ? AND starttime <= ?
    ORDER BY starttime DESC, endtime, id LIMIT ?`
  const fromNs = limit < 0 ? lowNs : MIN_NS
  const parameters = [kept.bucketRow, fromNs, kept.fromNs - 1n, BigInt(limit)]
  let count = 0
  const found = memory.prepare(sql).iterate(...parameters) as Iterable<StoredRow>
  for (const row of found) {
    if (!isEvent(row)) return false
    const [id, startNs, endNs, text] = row
    if (id > memory.largestId) memory.largestId = id
    appendRow(kept.rows, id, startNs, endNs, entryOf(kept, text))
    if (isOver(kept, memory.limits)) return false
    count++
  }
  // Events of one start that the limit may have parted are read again next time.
  kept.fromNs = count === limit ? forgetOldestStart(kept.rows) + 1n : fromNs
  return true
}

function keep({ buckets, limits }: Memory, kept: Kept): void {
  buckets.delete(kept.bucketRow)
  buckets.set(kept.bucketRow, kept)
  while (areOver(buckets.values(), limits)) buckets.delete(buckets.keys().next().value!)
}

function nothingKept(bucketRow: bigint): Kept {
  const { dictionary, entryFor } = makeDictionary()
  return {
    bucketRow,
    rows: makeRows(dictionary),
    entryFor,
    fromNs: AFTER_ALL,
    chars: 0,
    lastRead: undefined,
  }
}

function wantedOf(
  { startNs = 0n, endNs = MAX_NS, limit = -1n }: Range,
  longestNs: bigint,
): KeptRange {
  const lowNs = startNs - longestNs
  return {
    lowNs: lowNs < MIN_NS ? MIN_NS : lowNs,
    startNs,
    endNs,
    limit: limit > MAX_LIMIT ? -1 : Number(limit),
  }
}

/** What is kept answers a range that goes no further back, and a limit that is reached before. */
function readKnown(kept: Kept, wanted: KeptRange): EventColumns | undefined {
  if (wanted.lowNs >= kept.fromNs) return readKept(kept.rows, wanted)
  if (wanted.limit < 0 || kept.fromNs === AFTER_ALL) return undefined
  const found = readKept(kept.rows, wanted)
  return found.length === wanted.limit ? found : undefined
}

/** A week of three years ago must not bring three years into memory. */
function isWorthIt({ prepare }: Memory, kept: Kept, { lowNs, endNs, limit }: KeptRange): boolean {
  const sql = 'SELECT starttime FROM events WHERE bucketrow = ? ORDER BY starttime DESC LIMIT 1'
  const [newestNs] = (prepare(sql).get(kept.bucketRow) ?? []) as readonly unknown[]
  if (typeof newestNs !== 'bigint') return false
  if (limit >= 0) return endNs >= newestNs
  const upToNs = kept.fromNs < newestNs ? kept.fromNs : newestNs
  const wantedNs = (endNs < newestNs ? endNs : newestNs) - lowNs
  return upToNs - lowNs <= wantedNs * MAX_EXTRA
}

/** Gives the number of rows moved. */
function followOne({ prepare, buckets, largestId }: Memory, id: bigint): number {
  const sql = 'SELECT bucketrow, starttime, endtime, data FROM events WHERE id = ?'
  const found = prepare(sql).get(id) as [bigint, bigint, bigint, string] | undefined
  let moved = 0
  for (const kept of id <= largestId ? buckets.values() : []) {
    const movedForOne = removeRow(kept.rows, id)
    if (movedForOne === undefined) continue
    moved += movedForOne
    kept.lastRead = undefined
  }
  if (found === undefined) return moved
  const [bucketRow, startNs, endNs, text] = found
  const kept = buckets.get(bucketRow)
  if (kept === undefined || startNs < kept.fromNs) return moved
  kept.lastRead = undefined
  return moved + insertRow(kept.rows, { id, startNs, endNs, data: entryOf(kept, text) })
}

function entryOf(kept: Kept, text: string): number {
  const { texts } = kept.rows.dictionary
  const known = texts.length
  const entry = kept.entryFor(text)
  if (texts.length > known) kept.chars += text.length
  return entry
}

/** Gives the start that was forgotten. */
function forgetOldestStart(rows: KeptRows): bigint {
  const oldestNs = rows.starts[rows.behind - 1]!
  while (rows.behind > rows.first && rows.starts[rows.behind - 1] === oldestNs) rows.behind--
  return oldestNs
}

function isOver({ rows, chars }: Kept, limits: KeptLimits): boolean {
  return rows.behind - rows.first > limits.events || chars > limits.chars
}

function areOver(buckets: Iterable<Kept>, limits: KeptLimits): boolean {
  let events = 0
  let chars = 0
  for (const kept of buckets) {
    events += kept.rows.behind - kept.rows.first
    chars += kept.chars
  }
  return events > limits.events || chars > limits.chars
}
