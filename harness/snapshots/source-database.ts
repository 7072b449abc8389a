// The rows of a database to be written anew, whoever's tables they come from.
import type Database from 'better-sqlite3'

import type { BucketRow, KeyValueRow, StoredEvent } from './new-database.ts'

export interface SourceDatabase {
  readonly buckets: () => readonly BucketRow[]
  /** In the order of their ids. Undefined stands for a row that cannot be converted. */
  readonly events: () => Iterable<StoredEvent | undefined>
  readonly keyValues: () => readonly KeyValueRow[]
  /** The largest ids that AUTOINCREMENT gave away. */
  readonly sequences: () => { readonly buckets: bigint; readonly events: bigint }
}

/** Tables of the Rust server, of any schema version. */
export function readActivityWatch(database: Database.Database): SourceDatabase {
  const schema = Number(database.pragma('user_version', { simple: true }))
  const data = schema >= 2 ? 'data' : `'{}'`
  const deprecated = schema >= 3 ? 'data_deprecated' : `'{}'`
  return {
    buckets: () =>
      database
        .prepare(
          `SELECT id, name, type, client, hostname, created, ${deprecated} AS dataDeprecated, ${data} AS data
           FROM buckets ORDER BY id`,
        )
        .all() as BucketRow[],
    events: () =>
      database
        .prepare(
          `SELECT id, bucketrow AS bucket, starttime AS startNs, endtime AS endNs, data FROM events ORDER BY id`,
        )
        .iterate() as Iterable<StoredEvent>,
    keyValues: () =>
      schema < 4
        ? []
        : (database
            .prepare('SELECT key, value, last_modified AS lastModified FROM key_value ORDER BY key')
            .all() as KeyValueRow[]),
    sequences: () => ({
      buckets: sequenceOf(database, 'buckets'),
      events: sequenceOf(database, 'events'),
    }),
  }
}

function sequenceOf(database: Database.Database, table: string): bigint {
  const found = database.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck()
  return (found.get(table) as bigint | undefined) ?? 0n
}
