import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { migrate } from '../../server/store/schema.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { SCHEMA_VERSIONS, type SchemaVersion } from './schema.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'

async function openSchema(schema: SchemaVersion): Promise<Database.Database> {
  const cacheDirectory = await openTemporaryDirectory()
  const made = await makeSnapshot({ scale: 'tiny', seed: '1', schema, cacheDirectory })
  return new Database(made.path)
}

const list = (database: Database.Database, sql: string) => database.prepare(sql).pluck().all()

function layout(database: Database.Database) {
  const tables = ['buckets', 'events', 'key_value']
  return {
    version: list(database, 'PRAGMA user_version'),
    columns: tables.map((table) => database.pragma(`table_info(${table})`)),
    indexes: database
      .prepare(
        `SELECT m.name, m.tbl_name, x.name AS "column", x."desc"
         FROM sqlite_master m, pragma_index_xinfo(m.name) x
         WHERE m.type = 'index' AND x.key ORDER BY 1, x.seqno`,
      )
      .all(),
  }
}

describe('a snapshot of any schema version', () => {
  it.each(SCHEMA_VERSIONS)(
    'has the layout that %i migrations of a server leave',
    async (schema) => {
      const migrated = new Database(':memory:')
      migrate(migrated, schema)
      const database = await openSchema(schema)
      expect(layout(database)).toEqual(layout(migrated))
      expect(list(database, 'PRAGMA integrity_check')).toEqual(['ok'])
      expect(list(database, 'PRAGMA foreign_key_check')).toEqual([])
      expect(list(database, 'PRAGMA journal_mode')).toEqual(['delete'])
      database.close()
    },
  )

  it('is migrated to the newest by a server, row for row', async () => {
    const rows = (database: Database.Database) =>
      database.prepare('SELECT * FROM events ORDER BY id').safeIntegers().raw().all()
    const newest = await openSchema(5)
    const oldest = await openSchema(1)
    migrate(oldest, 5)
    expect(layout(oldest)).toEqual(layout(newest))
    expect(rows(oldest)).toEqual(rows(newest))
    expect(list(oldest, 'SELECT DISTINCT data FROM buckets')).toEqual(['{}'])
    for (const database of [newest, oldest]) database.close()
  })

  it('has the literal columns and indexes of the original, version 4', async () => {
    const database = await openSchema(4)
    const columns = (table: string) =>
      (database.pragma(`table_info(${table})`) as Record<string, unknown>[]).map(
        ({ name, type, notnull, dflt_value: fallback, pk }) =>
          [name, type, notnull ? 'NOT NULL' : '', fallback ?? '', pk ? 'PK' : ''].join(' ').trim(),
      )
    expect(columns('buckets')).toEqual([
      'id INTEGER   PK',
      'name TEXT NOT NULL',
      'type TEXT NOT NULL',
      'client TEXT NOT NULL',
      'hostname TEXT NOT NULL',
      'created TEXT NOT NULL',
      "data_deprecated TEXT  '{}'",
      "data TEXT NOT NULL '{}'",
    ])
    expect(columns('events')).toEqual([
      'id INTEGER   PK',
      'bucketrow INTEGER NOT NULL',
      'starttime INTEGER NOT NULL',
      'endtime INTEGER NOT NULL',
      'data TEXT NOT NULL',
    ])
    expect(columns('key_value')).toEqual([
      'key TEXT   PK',
      'value TEXT',
      'last_modified NUMBER NOT NULL',
    ])
    database.close()
  })

  it('writes bucket and setting rows as the originals do', async () => {
    const database = await openSchema(4)
    const created = list(database, 'SELECT created FROM buckets') as string[]
    for (const text of created)
      expect(text).toMatch(/^2025-05-28 06:\d\d:\d\d(\.(?!000)\d{3}((?!000)\d{3}){0,2})?\+00:00$/)
    expect(list(database, 'SELECT DISTINCT data_deprecated || data FROM buckets')).toEqual(['{}{}'])
    expect(list(database, 'SELECT seq FROM sqlite_sequence ORDER BY name')).toEqual([8, 1_090])
    expect(list(database, "SELECT value FROM key_value WHERE key = 'settings.startOfDay'")).toEqual(
      ['"04:00"'],
    )
    expect(list(database, 'SELECT DISTINCT typeof(last_modified) FROM key_value')).toEqual([
      'integer',
    ])
    database.close()
  })
})
