// What a database holds, bucket by bucket, quickly: enough to see that rows came, went or changed.
import Database from 'better-sqlite3'

import { isDamage } from './disk-errors.ts'
import { readAtRest } from './open-database.ts'
import { recogniseDatabase } from './recognise-database.ts'

export interface BucketRows {
  readonly rows: number
  /** Sums over the rows, as decimal text: they change when a row is changed in its place. */
  readonly durationUs: string
  readonly textBytes: string
}

/** By the id of the bucket. */
export type RowCounts = ReadonlyMap<string, BucketRows>

export type RowCount =
  | { readonly state: 'counted'; readonly counts: RowCounts }
  | { readonly state: 'unknown'; readonly why: string }

/** Of a file that must stay as it is. */
export function countRows(path: string): Promise<RowCount> {
  return explain(() => readAtRest(path, countIn))
}

/** Of a copy whose process has ended: what its write-ahead log still holds counts, too. */
export function countRowsOfCopy(path: string): Promise<RowCount> {
  return explain(() => {
    const database = new Database(path, { fileMustExist: true })
    try {
      return countIn(database)
    } finally {
      database.close()
    }
  })
}

async function explain(count: () => RowCount | Promise<RowCount>): Promise<RowCount> {
  try {
    return await count()
  } catch (error) {
    if (!isDamage(error)) throw error
    return { state: 'unknown', why: `its database cannot be read (${error.message})` }
  }
}

/** The largest sums stay below 2^63: a million years of microseconds, nine exabytes of text. */
const SQL = `
  SELECT b.name, coalesce(e.rows, 0), coalesce(e.duration, 0), coalesce(e.bytes, 0)
  FROM buckets b LEFT JOIN (
    SELECT bucketrow, count(*) AS rows, sum((endtime - starttime) / 1000) AS duration, sum(octet_length(data)) AS bytes
    FROM events GROUP BY bucketrow
  ) e ON e.bucketrow = b.id`

function countIn(database: Database.Database): RowCount {
  if (recogniseDatabase(database).kind !== 'activitywatch')
    return { state: 'unknown', why: 'its tables are not those of ActivityWatch' }
  const rows = database.prepare(SQL).safeIntegers().raw().all() as [
    string,
    bigint,
    bigint,
    bigint,
  ][]
  const counts = new Map(
    rows.map(([bucket, count, durationUs, bytes]) => [
      bucket,
      { rows: Number(count), durationUs: `${durationUs}`, textBytes: `${bytes}` },
    ]),
  )
  return { state: 'counted', counts }
}
