import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_ID, type EventColumns } from '../events/columns.ts'
import { rowsOf, type EventRow } from '../events/event-row.ts'
import { temporaryFolder } from '../test-server.ts'
import { PROFILES } from '../tuning.ts'
import { changeCount, changedIds, changeLog } from './changes.ts'
import { openReader } from './connection.ts'
import { keptBuckets, type KeptBuckets } from './kept-buckets.ts'
import { rangeReader, type RangeReader } from './range.ts'
import { statementsOf, type Prepare } from './statements.ts'
import { openStore, type Store } from './store.ts'

describe('the log of changes', () => {
  it('tells the distinct ids between two counts, once they are published', () => {
    const log = changeLog()
    for (const id of [7n, 8n, 7n]) log.note(id)
    expect(changeCount(log.shared)).toBe(0n)
    log.publish()
    expect(changedIds(log.shared, 0n, changeCount(log.shared))).toEqual(new Set([7n, 8n]))
    expect(changedIds(log.shared, 2n, 3n)).toEqual(new Set([7n]))
    expect(changedIds(log.shared, 3n, 3n)).toEqual(new Set())
  })

  it('admits that it has forgotten', () => {
    const log = changeLog()
    for (let id = 0n; id < 5_000n; id++) log.note(id)
    log.publish()
    expect(changedIds(log.shared, 0n, 5_000n)).toBeUndefined()
    expect(changedIds(log.shared, 4_990n, 5_000n)?.size).toBe(10)
  })
})

const SCALE = 1_000_000_007n
const times = fc.bigInt({ min: -5n, max: 60n }).map((unit) => unit * SCALE)
const lengths = fc.bigInt({ min: -3n, max: 20n }).map((unit) => unit * SCALE)
const names = fc.constantFrom('a', 'b')
const optionalId = fc.option(fc.bigInt({ min: 1n, max: 30n }), { nil: NO_ID })

const step = fc.oneof(
  fc.record({
    do: fc.constant('insert' as const),
    name: names,
    id: optionalId,
    start: times,
    length: lengths,
    text: fc.constantFrom('{"a":1}', '{"b":2}', `{"c":"${'x'.repeat(90)}"}`),
  }),
  fc.record({ do: fc.constant('beat' as const), name: names, start: times, length: lengths }),
  fc.record({ do: fc.constant('delete' as const), name: names, id: fc.bigInt(1n, 30n) }),
  fc.record({
    do: fc.constant('read' as const),
    name: names,
    start: fc.option(times, { nil: undefined }),
    end: fc.option(times, { nil: undefined }),
    limit: fc.constantFrom(undefined, undefined, 0n, 1n, 4n, 2n ** 63n - 1n),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

describe('reading what is kept', () => {
  const folder = temporaryFolder()
  let store: Store
  let prepare: Prepare
  let reader: RangeReader
  let close: () => void

  beforeAll(() => {
    const file = join(folder, 'test.db')
    const tuning = PROFILES.default
    store = openStore({ file, tuning, onTrouble: (_, error) => expect(error).toBe(0) })
    const db = openReader(file)
    prepare = statementsOf(db, 'cached')
    reader = rangeReader(prepare, '5', store.shared.longest)
    close = () => db.close()
  })
  afterAll(async () => {
    close()
    await store.close()
    rmSync(folder, { recursive: true })
  })

  function emptyBuckets(): void {
    for (const id of ['a', 'b']) {
      const old = store.bucket(id)
      if (old !== undefined) store.deleteBucket(old)
      const texts = { type: 't', client: 'c', hostname: 'h', data: '{}' }
      store.createBucket({ id, ...texts, createdNs: null, lastUpdatedNs: null }, [])
    }
  }

  /** What is kept answers as the database does, or not at all; tells how often it did. */
  function play(steps: readonly Step[], kept: KeptBuckets): number {
    emptyBuckets()
    let answered = 0
    let followed = changeCount(store.shared.changes!)
    for (const each of steps) {
      const bucket = store.bucket(each.name)!
      if (each.do === 'insert') store.insertEvents(bucket, [rowOf(each.start, each)])
      else if (each.do === 'beat') store.heartbeat(bucket, rowOf(each.start, each), 5n * SCALE)
      else if (each.do === 'delete') store.deleteEvent(bucket, each.id)
      else {
        const count = changeCount(store.shared.changes!)
        kept.follow(changedIds(store.shared.changes!, followed, count))
        followed = count
        const range = { startNs: each.start, endNs: each.end, limit: each.limit }
        const found = kept.read(bucket.row, range)
        if (found === undefined) continue
        answered++
        expectSame(found, reader.read(bucket.row, range))
      }
    }
    return answered
  }

  it('gives what the database gives, whatever is written between the reads', () => {
    let answered = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
        answered += play(steps, keptBuckets(prepare, store.shared.longest!))
      }),
      { numRuns: 150 },
    )
    expect(answered).toBeGreaterThan(100)
  })

  it('within limits that are reached all the time', () => {
    const limits = { events: 6, chars: 100 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
        play(steps, keptBuckets(prepare, store.shared.longest!, limits))
      }),
      { numRuns: 50 },
    )
  })

  it('reads events once, and then those that changed', () => {
    emptyBuckets()
    const bucket = store.bucket('a')!
    for (let at = 0n; at < 50n; at++) store.insertEvents(bucket, [rowOf(at * SCALE)])
    let statements = 0
    const counting: Prepare = (sql) => {
      statements++
      return prepare(sql)
    }
    const kept = keptBuckets(counting, store.shared.longest!)
    const all = kept.read(bucket.row, {})!
    expect([all.length, statements]).toEqual([50, 2])
    expect(kept.read(bucket.row, { startNs: 20n * SCALE })!.length).toBe(30)
    expect(kept.read(bucket.row, { limit: 5n })!.length).toBe(5)
    expect(statements).toBe(2)
    kept.follow(new Set([all.ids[0]!]))
    expect(statements).toBe(3)
    expectSame(kept.read(bucket.row, {})!, reader.read(bucket.row, {}))
  })

  it('gives the same columns until an event of the bucket changes', () => {
    emptyBuckets()
    const [bucket, other] = [store.bucket('a')!, store.bucket('b')!]
    const kept = keptBuckets(prepare, store.shared.longest!)
    const write = (change: () => readonly EventRow[]) => {
      kept.follow(new Set(change().map(({ id }) => id)))
      return kept.read(bucket.row, {})!
    }
    store.insertEvents(bucket, [rowOf(SCALE)])
    const first = kept.read(bucket.row, {})!
    expect(kept.read(bucket.row, {})).toBe(first)
    expect(write(() => store.insertEvents(other, [rowOf(SCALE)]))).toBe(first)
    const second = write(() => [store.heartbeat(bucket, rowOf(2n * SCALE), 5n * SCALE)])
    expect([second.length, second.ends[0]]).toEqual([1, 2n * SCALE])
    const third = write(() => store.insertEvents(bucket, [rowOf(0n)]))
    expect(third.length).toBe(2)
    store.deleteEvent(bucket, third.ids[0]!)
    kept.follow(new Set([third.ids[0]!]))
    expect(kept.read(bucket.row, {})!.length).toBe(1)
  })

  it('does not keep three years for a week of three years ago', () => {
    emptyBuckets()
    const bucket = store.bucket('a')!
    for (let at = 0n; at < 50n; at++) store.insertEvents(bucket, [rowOf(at * SCALE)])
    const kept = keptBuckets(prepare, store.shared.longest!)
    const longestNs = 20n
    const range = (from: bigint, to: bigint) => ({ startNs: from * SCALE, endNs: to * SCALE })
    expect(kept.read(bucket.row, range(longestNs, longestNs + 1n))).toBeUndefined()
    expect(kept.read(bucket.row, range(longestNs, 50n))!.length).toBe(30)
  })
})

function rowOf(
  startNs: bigint,
  { id = NO_ID, length = 0n, text = '{}' }: { id?: bigint; length?: bigint; text?: string } = {},
): EventRow {
  return { id, startNs, endNs: startNs + length, data: text }
}

function expectSame(found: EventColumns, expected: EventColumns): void {
  expect(rowsOf(found)).toEqual(rowsOf(expected))
}
