// An ActivityWatch database under construction: rows come in, batch by batch, then the indexes. Nobody sees
// the file before it is whole, so there is nothing to roll back to, and memory stays that of one batch.
import Database from 'better-sqlite3'

import { createEventIndexes, createTables, type SchemaVersion } from './schema.ts'

export interface BucketRow {
  readonly id: bigint
  readonly name: string
  readonly type: string
  readonly client: string
  readonly hostname: string
  readonly created: string
  /** JSON texts; before schema 3 there is no `data`, before 2 neither. */
  readonly dataDeprecated: string | null
  readonly data: string
}

export interface StoredEvent {
  readonly id: bigint
  readonly bucket: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  readonly data: string
}

export interface KeyValueRow {
  readonly key: string
  readonly value: string | null
  readonly lastModified: bigint | number
}

export interface NewDatabase {
  readonly insertBucket: (bucket: BucketRow) => void
  readonly insertEvents: (batch: readonly StoredEvent[]) => void
  /** Dropped before schema 4, which has no place for it. */
  readonly insertKeyValue: (row: KeyValueRow) => void
  /** Raises what AUTOINCREMENT remembers: ids that were given away once are not given again. */
  readonly raiseSequence: (table: 'buckets' | 'events', last: bigint) => void
  readonly createIndexes: () => void
  readonly close: () => void
}

export function createDatabase(path: string, schema: SchemaVersion): NewDatabase {
  const database = new Database(path)
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  createTables(database, schema)
  const event = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)')
  const insertEvents = database.transaction((batch: readonly StoredEvent[]) => {
    for (const { id, bucket, startNs, endNs, data } of batch)
      event.run(id, bucket, startNs, endNs, data)
  })
  return {
    insertBucket: (bucket) => insertBucket(database, schema, bucket),
    insertEvents,
    insertKeyValue: ({ key, value, lastModified }) => {
      if (schema < 4) return
      database.prepare('INSERT INTO key_value VALUES (?, ?, ?)').run(key, value, lastModified)
    },
    raiseSequence: (table, last) => {
      database
        .prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?')
        .run(last, table)
    },
    createIndexes: () => createEventIndexes(database, schema),
    close: () => void database.close(),
  }
}

function insertBucket(database: Database.Database, schema: SchemaVersion, row: BucketRow): void {
  const { id, name, type, client, hostname, created, dataDeprecated, data } = row
  const common = [id, name, type, client, hostname, created]
  const values =
    schema === 1 ? common : schema === 2 ? [...common, data] : [...common, dataDeprecated, data]
  database.prepare(`INSERT INTO buckets VALUES (${values.map(() => '?').join(', ')})`).run(values)
}
