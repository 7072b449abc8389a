// What decides the speed of queries on a snapshot: rows per bucket, distinct texts, and where the bytes are.
import type Database from 'better-sqlite3'

import { UsageError } from '../core/errors.ts'
import { isDamage } from './disk-errors.ts'
import { inspectObjects } from './inspect-objects.ts'
import type { InspectedObject } from './inspect-objects.ts'
import { formatInstant } from './instant.ts'
import type { SnapshotManifest } from './manifest.ts'
import { readAtRest } from './open-database.ts'
import { recogniseDatabase } from './recognise-database.ts'
import type { Snapshot } from './snapshot.ts'

export interface Inspection {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly manifest: SnapshotManifest | null
  readonly schema: number
  readonly pages: { readonly count: number; readonly bytes: number; readonly free: number }
  readonly buckets: readonly InspectedBucket[]
  readonly events: number
  readonly distinctTexts: number
  /** Null when this SQLite was built without dbstat: then only the number of pages is known. */
  readonly objects: readonly InspectedObject[] | null
}

export interface InspectedBucket {
  readonly id: string
  readonly type: string
  readonly hostname: string
  readonly events: number
  readonly start: string | null
  readonly end: string | null
  readonly distinctTexts: number
  readonly textBytes: number
  /** Events without a duration: a single heartbeat each. */
  readonly instants: number
}

export async function inspectSnapshot(snapshot: Snapshot): Promise<Inspection> {
  const { name, path, bytes, manifest = null } = snapshot
  if (snapshot.facts === undefined)
    throw new UsageError(`Expected an ActivityWatch database with events, but ${path} is none.`)
  try {
    return await readAtRest(path, (database) => ({
      name,
      path,
      bytes,
      manifest,
      ...inspectDatabase(database),
    }))
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new UsageError(`The snapshot ${path} is damaged: ${error.message}.`)
  }
}

function inspectDatabase(database: Database.Database) {
  const pragma = (name: string) => Number(database.pragma(name, { simple: true }))
  const buckets = (database.prepare(BUCKETS_SQL).all() as BucketRow[]).map(toBucket)
  const found = recogniseDatabase(database)
  return {
    schema: 'schema' in found ? found.schema : 0,
    pages: {
      count: pragma('page_count'),
      bytes: pragma('page_size'),
      free: pragma('freelist_count'),
    },
    buckets,
    events: buckets.reduce((sum, { events }) => sum + events, 0),
    distinctTexts: Number(
      database.prepare('SELECT count(DISTINCT data) FROM events').pluck().get(),
    ),
    objects: inspectObjects(database),
  }
}

const BUCKETS_SQL = `
  SELECT name AS id, type, hostname, count(events.id) AS events, min(starttime) AS start, max(endtime) AS "end",
    count(DISTINCT events.data) AS distinctTexts, coalesce(sum(octet_length(events.data)), 0) AS textBytes,
    coalesce(sum(starttime = endtime), 0) AS instants
  FROM buckets LEFT JOIN events ON events.bucketrow = buckets.id
  GROUP BY buckets.id ORDER BY buckets.id`

type BucketRow = {
  readonly [Key in keyof InspectedBucket]: InspectedBucket[Key] extends string
    ? string
    : bigint | (null extends InspectedBucket[Key] ? null : never)
}

function toBucket({ id, type, hostname, start, end, ...counts }: BucketRow): InspectedBucket {
  return {
    id,
    type,
    hostname,
    events: Number(counts.events),
    start: start === null ? null : formatInstant(start),
    end: end === null ? null : formatInstant(end),
    distinctTexts: Number(counts.distinctTexts),
    textBytes: Number(counts.textBytes),
    instants: Number(counts.instants),
  }
}
