import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_ID } from '../events/columns.ts'
import { rowsOf, type EventRow } from '../events/event-row.ts'
import { temporaryFolder } from '../test-server.ts'
import { PROFILES, type ProfileName } from '../tuning.ts'
import type { NewBucket } from './bucket.ts'
import { openStore, type Store } from './store.ts'

const S = 1_000_000_000n
const T0 = 1_514_768_461n * S

const BUCKET: NewBucket = {
  id: 'b',
  type: 't',
  client: 'c',
  hostname: 'h',
  createdNs: null,
  data: '{}',
  lastUpdatedNs: null,
}

/** Times in nanoseconds after T0. */
function event(start: bigint, duration = 0n, data = '{}', id = NO_ID): EventRow {
  return { id, startNs: T0 + start, endNs: T0 + start + duration, data }
}

let folder: string
let store: Store

function open(profile: ProfileName): Store {
  return openStore({
    file: join(folder, 'test.db'),
    tuning: PROFILES[profile],
    onTrouble: (message, error) => {
      throw new Error(message, { cause: error })
    },
  })
}

describe.each(Object.keys(PROFILES) as ProfileName[])('the store of profile %s', (profile) => {
  beforeEach(() => {
    folder = temporaryFolder()
    store = open(profile)
    store.createBucket(BUCKET, [])
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const bucket = () => store.bucket('b')!
  const insert = (...events: EventRow[]) => store.insertEvents(bucket(), events)
  const read = (range = {}) => rowsOf(store.readRange(bucket().row, range))
  const beat = (start: bigint, data = '{}', pulse = 5n * S) =>
    store.heartbeat(bucket(), event(start, 0n, data), pulse)
  const reopen = async () => {
    await store.close()
    store = open(profile)
  }

  it('creates a bucket once, and deletes it with its events', () => {
    expect(store.createBucket(BUCKET, [])).toBe(false)
    expect(Number(bucket().createdNs! / 1_000_000n)).toBeGreaterThan(Date.now() - 10_000)
    insert(event(0n))
    store.deleteBucket(bucket())
    expect(store.bucket('b')).toBeUndefined()
    expect(store.createBucket(BUCKET, [event(1n)])).toBe(true)
    expect(read()).toEqual([event(1n, 0n, '{}', 2n)])
  })

  it('reads newest first, to the nanosecond, with inclusive ends', () => {
    insert(event(0n), event(1n))
    expect(read().map(({ id }) => id)).toEqual([2n, 1n])
    expect(read({ limit: 1n }).map(({ id }) => id)).toEqual([2n])
    expect(read({ startNs: T0 + 1n }).map(({ id }) => id)).toEqual([2n])
    expect(read({ endNs: T0 }).map(({ id }) => id)).toEqual([1n])
    expect(store.countEvents(bucket().row)).toBe(2n)
    expect(store.event(bucket(), 1n)).toEqual(event(0n, 0n, '{}', 1n))
  })

  it('finds an event that covers the range, and clips it', () => {
    insert(event(0n, 3600n * S), event(10n * S, S), event(20n * S, S))
    const range = { startNs: T0 + 15n * S, endNs: T0 + 16n * S }
    expect(read(range)).toEqual([event(15n * S, S, '{}', 1n)])
    expect(read({ startNs: T0 + 3600n * S }).map(({ id }) => id)).toEqual([1n])
  })

  it('finds an event that a heartbeat made long', () => {
    beat(0n)
    for (let i = 1n; i <= 100n; i++) beat(i * S)
    expect(read({ startNs: T0 + 99n * S })).toEqual([event(99n * S, S, '{}', 1n)])
  })

  it('clips to 1970 unless an earlier start is given', () => {
    insert({ ...event(0n), startNs: -10n, endNs: 10n }, { ...event(0n), startNs: -20n, endNs: -1n })
    expect(read()).toEqual([{ id: 1n, startNs: 0n, endNs: 10n, data: '{}' }])
    expect(read({ startNs: -30n }).map(({ startNs }) => startNs)).toEqual([-10n, -20n])
    expect(store.countEvents(bucket().row)).toBe(1n)
  })

  it('orders equal starts as its schema does', () => {
    insert(event(0n, 5n), event(0n, 3n), event(0n, 3n))
    const isNew = PROFILES[profile].schema === '5'
    expect(read().map(({ id }) => id)).toEqual(isNew ? [2n, 3n, 1n] : [1n, 2n, 3n])
  })

  it('gives ids from one counter and never again', () => {
    expect(insert(event(0n), event(0n), event(0n)).map(({ id }) => id)).toEqual([1n, 2n, 3n])
    store.deleteEvent(bucket(), 3n)
    expect(insert(event(0n))[0]!.id).toBe(4n)
  })

  it('replaces an event of the same id, in whichever bucket', () => {
    insert(event(0n), event(1n))
    store.createBucket({ ...BUCKET, id: 'other' }, [])
    insert(event(0n, 0n, '{"a":1}', 1n))
    expect(store.event(bucket(), 1n)!.data).toBe('{"a":1}')
    store.insertEvents(store.bucket('other')!, [event(5n, 0n, '{}', 2n)])
    expect(read().map(({ id }) => id)).toEqual([1n])
  })

  it('widens the bucket with each write, and reads it anew at the next start', async () => {
    insert(event(5n, 5n))
    beat(20n, '{"a":1}')
    expect([bucket().firstNs, bucket().lastNs]).toEqual([T0 + 5n, T0 + 20n])
    store.deleteEvent(bucket(), 1n)
    expect(bucket().firstNs).toBe(T0 + 5n)
    store.createBucket({ ...BUCKET, id: 'empty', createdNs: T0 + 1n }, [])
    await reopen()
    expect([bucket().firstNs, bucket().lastNs]).toEqual([T0 + 20n, T0 + 20n])
    expect(store.bucket('empty')).toMatchObject({ createdNs: T0 + 1n, firstNs: null, lastNs: null })
  })

  it('merges heartbeats into one event', () => {
    for (let i = 0n; i < 5n; i++) expect(beat(i * S).id).toBe(1n)
    expect(read()).toEqual([event(0n, 4n * S, '{}', 1n)])
    expect(beat(5n * S, '{"a":1}').id).toBe(2n)
  })

  it('compares a heartbeat with the last one handled, not the newest', () => {
    insert(event(0n, 0n, '{"other":1}'))
    for (const start of [100n, 50n, 101n]) beat(start * S)
    expect(read()).toHaveLength(4)
  })

  it('compares with the newest stored event after an insert', () => {
    beat(0n)
    beat(S)
    insert(event(2n * S, 0n, '{"a":1}'))
    expect(beat(3n * S).id).toBe(3n)
  })

  it('goes on after the event it would extend is gone', () => {
    insert(event(0n, 0n, '{"other":1}'))
    beat(S)
    store.deleteEvent(bucket(), 2n)
    expect(beat(2n * S).id).toBe(3n)
    store.createBucket({ ...BUCKET, id: 'thief' }, [])
    store.insertEvents(store.bucket('thief')!, [event(0n, 0n, '{}', 3n)])
    expect(beat(3n * S).id).toBe(4n)
    store.deleteBucket(bucket())
    store.createBucket(BUCKET, [])
    expect(beat(4n * S).id).toBe(5n)
  })

  it('merges with data that another server spelled otherwise', async () => {
    insert(event(0n, 0n, '{"b": 1, "a": 2}'))
    await reopen()
    expect(beat(S, '{"a":2,"b":1}').id).toBe(1n)
  })

  it('keeps everything over a restart', async () => {
    insert(event(0n, 1n, '{"ä":"😀"}'), event(10n))
    const before = read()
    await reopen()
    expect(read()).toEqual(before)
  })
})
