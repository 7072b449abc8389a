import { rmSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../test-server.ts'
import { openWriter } from './connection.ts'
import { schemaVersion } from './schema.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'test.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const TABLES = `
  CREATE TABLE buckets (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL,
    type TEXT NOT NULL, client TEXT NOT NULL, hostname TEXT NOT NULL, created TEXT NOT NULL);
  CREATE INDEX bucket_id_index ON buckets(id);
  CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, bucketrow INTEGER NOT NULL,
    starttime INTEGER NOT NULL, endtime INTEGER NOT NULL, data TEXT NOT NULL,
    FOREIGN KEY (bucketrow) REFERENCES buckets(id));
  CREATE INDEX events_bucketrow_index ON events(bucketrow);
  CREATE INDEX events_starttime_index ON events(starttime);
  CREATE INDEX events_endtime_index ON events(endtime);
  INSERT INTO buckets (name, type, client, hostname, created)
    VALUES ('b', 't', 'c', 'h', '2018-01-01 00:00:00+00:00');
  INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, 10, 20, '{"a":1}')`
const DATA = `ALTER TABLE buckets ADD COLUMN data TEXT DEFAULT '{}'`
const NEW_DATA = `ALTER TABLE buckets RENAME COLUMN data TO data_deprecated;
  ALTER TABLE buckets ADD COLUMN data TEXT NOT NULL DEFAULT '{}'`
const KEY_VALUE = `CREATE TABLE key_value (key TEXT PRIMARY KEY, value TEXT, last_modified NUMBER NOT NULL)`

/** Files as older servers left them: [version, SQL]. */
const OLDER: readonly (readonly [number, string])[] = [
  [1, TABLES],
  [2, [TABLES, DATA].join(';')],
  [3, [TABLES, DATA, NEW_DATA].join(';')],
  [4, [TABLES, DATA, NEW_DATA, KEY_VALUE].join(';')],
]

function makeFile(version: number, sql: string): void {
  const db = new SqliteDatabase(file)
  db.exec(sql)
  db.pragma(`user_version = ${version}`)
  db.close()
}

function indexes(db: ReturnType<typeof openWriter>): unknown[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events' ORDER BY name`
  return db.prepare(sql).pluck().all()
}

const OLD_INDEXES = ['events_bucketrow_index', 'events_endtime_index', 'events_starttime_index']
const NEW_INDEXES = ['events_bucketrow_starttime_endtime_index']

describe('opening a database', () => {
  it.each(OLDER)('brings version %i to 5 and keeps the data', (version, sql) => {
    makeFile(version, sql)
    const db = openWriter({ file, schema: '5', journal: 'wal' })
    expect(schemaVersion(db)).toBe(5)
    expect(indexes(db)).toEqual(NEW_INDEXES)
    expect(db.prepare('SELECT name, data_deprecated, data FROM buckets').raw().all()).toEqual([
      ['b', '{}', '{}'],
    ])
    expect(db.prepare('SELECT id, starttime, endtime, data FROM events').raw().all()).toEqual([
      [1n, 10n, 20n, '{"a":1}'],
    ])
    db.close()
  })

  it('makes the newest version out of nothing', () => {
    const db = openWriter({ file, schema: '5', journal: 'wal' })
    expect(schemaVersion(db)).toBe(5)
    expect(indexes(db)).toEqual(NEW_INDEXES)
    db.close()
  })

  it('stops at version 4 when told so, and leaves a file of version 5 alone', () => {
    const old = openWriter({ file, schema: '4', journal: 'delete' })
    expect(schemaVersion(old)).toBe(4)
    expect(indexes(old)).toEqual(OLD_INDEXES)
    old.close()
    openWriter({ file, schema: '5', journal: 'delete' }).close()
    const again = openWriter({ file, schema: '4', journal: 'delete' })
    expect(schemaVersion(again)).toBe(5)
    expect(indexes(again)).toEqual(NEW_INDEXES)
    again.close()
  })

  it('does not let the file grow from version 4 to 5', () => {
    makeFile(...OLDER[3]!)
    const filled = new SqliteDatabase(file)
    filled.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO events (bucketrow, starttime, endtime, data) SELECT 1, i * 10, i * 10 + 5, '{}' FROM n`)
    const before = filled.pragma('page_count', { simple: true }) as number
    filled.close()
    const db = openWriter({ file, schema: '5', journal: 'delete' })
    expect(Number(db.pragma('page_count', { simple: true }))).toBeLessThanOrEqual(before)
    db.close()
  })
})
