// What is in an ActivityWatch database, read row by row: counts, time ranges and the logical digest.
import { setImmediate } from 'node:timers/promises'

import type Database from 'better-sqlite3'

import { openLogicalDigest } from './digest.ts'
import { formatInstant } from './instant.ts'
import type { SnapshotManifest } from './manifest.ts'

export type Contents = Pick<
  SnapshotManifest,
  'events' | 'start' | 'end' | 'buckets' | 'logicalDigest' | 'schema' | 'sqliteVersion'
>

interface Counted {
  readonly name: string
  readonly type: string
  readonly client: string
  readonly hostname: string
  events: number
  startNs: bigint | undefined
  endNs: bigint | undefined
}

type Row = readonly [bucket: bigint, start: bigint, end: bigint, data: string]

/** Undefined without any event. Events of no bucket are left out, as servers never show them. */
export async function describeDatabase(
  database: Database.Database,
  signal?: AbortSignal,
): Promise<Contents | undefined> {
  database.defaultSafeIntegers(true)
  const buckets = readBuckets(database)
  const digest = openLogicalDigest()
  let read = 0
  for (const [bucket, start, end, data] of readEvents(database)) {
    const counted = buckets.get(bucket)
    if (counted === undefined) continue
    count(counted, start, end)
    digest.add(counted.name, `${start}`, `${end}`, data)
    if (++read % YIELD_EVENTS > 0) continue
    await setImmediate()
    signal?.throwIfAborted()
  }
  const range = rangeOf([...buckets.values()])
  if (range === undefined) return undefined
  return {
    schema: Number(database.pragma('user_version', { simple: true })),
    events: read,
    ...range,
    buckets: [...buckets.values()].map(toManifestBucket),
    logicalDigest: digest.hex(),
    sqliteVersion: database.prepare('SELECT sqlite_version()').pluck().get() as string,
  }
}

const YIELD_EVENTS = 50_000

function readBuckets(database: Database.Database): Map<bigint, Counted> {
  const rows = database
    .prepare('SELECT id, name, type, client, hostname FROM buckets ORDER BY id')
    .all() as ({ id: bigint } & Omit<Counted, 'events' | 'startNs' | 'endNs'>)[]
  return new Map(
    rows.map(({ id, ...row }) => [id, { ...row, events: 0, startNs: undefined, endNs: undefined }]),
  )
}

function readEvents(database: Database.Database): IterableIterator<Row> {
  return database
    .prepare('SELECT bucketrow, starttime, endtime, data FROM events ORDER BY id')
    .raw()
    .iterate() as IterableIterator<Row>
}

function count(bucket: Counted, start: bigint, end: bigint): void {
  bucket.events += 1
  if (bucket.startNs === undefined || start < bucket.startNs) bucket.startNs = start
  if (bucket.endNs === undefined || end > bucket.endNs) bucket.endNs = end
}

function rangeOf(buckets: readonly Counted[]) {
  const starts = buckets.flatMap(({ startNs }) => startNs ?? [])
  const ends = buckets.flatMap(({ endNs }) => endNs ?? [])
  if (starts.length === 0) return undefined
  return {
    start: formatInstant(starts.reduce((a, b) => (a < b ? a : b))),
    end: formatInstant(ends.reduce((a, b) => (a > b ? a : b))),
  }
}

function toManifestBucket({ name, startNs, endNs, ...bucket }: Counted) {
  return {
    id: name,
    ...bucket,
    start: startNs === undefined ? null : formatInstant(startNs),
    end: endNs === undefined ? null : formatInstant(endNs),
  }
}
