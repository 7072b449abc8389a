// The rows of the bucket table, as they are on disk.
import { parseLaxTime } from '../wire/time-parse.ts'
import { printTimeWithOffset } from '../wire/time-print.ts'
import type { Bucket, NewBucket } from './bucket.ts'
import type { Prepare } from './statements.ts'
import { timesByBucket } from './stored-row.ts'

type BucketRow = readonly [bigint, string, string, string, string, string, string]

/** All buckets in order of creation, with the range of their events. */
export function loadBuckets(prepare: Prepare): Map<string, Bucket> {
  const sql = 'SELECT id, name, type, client, hostname, created, data FROM buckets ORDER BY id'
  const buckets = new Map<bigint, Bucket>()
  for (const row of prepare(sql).all() as BucketRow[]) buckets.set(row[0], bucketOf(row))
  for (const [row, firstNs, lastNs] of timesByBucket(prepare, 'min(starttime), max(endtime)')) {
    const bucket = buckets.get(row!)
    if (bucket !== undefined) Object.assign(bucket, { firstNs, lastNs })
  }
  return new Map([...buckets.values()].map((bucket) => [bucket.id, bucket]))
}

export function insertBucketRow(prepare: Prepare, bucket: NewBucket, createdNs: bigint): bigint {
  const sql =
    'INSERT INTO buckets (name, type, client, hostname, created, data) VALUES (?, ?, ?, ?, ?, ?)'
  const { id, type, client, hostname, data } = bucket
  const created = printTimeWithOffset(createdNs).replace('T', ' ')
  return BigInt(prepare(sql).run(id, type, client, hostname, created, data).lastInsertRowid)
}

export function deleteBucketRow(prepare: Prepare, row: bigint): void {
  prepare('DELETE FROM events WHERE bucketrow = ?').run(row)
  prepare('DELETE FROM buckets WHERE id = ?').run(row)
}

function bucketOf([row, id, type, client, hostname, created, data]: BucketRow): Bucket {
  return {
    row,
    id,
    type,
    client,
    hostname,
    createdNs: storedTime(created),
    data,
    lastUpdatedNs: null,
    firstNs: null,
    lastNs: null,
  }
}

/** `2026-01-02 03:04:05.123+00:00`; databases of other servers have `T`, other zones, or none (UTC). */
export function storedTime(text: string): bigint {
  return parseLaxTime(/(?:z|utc|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
}
