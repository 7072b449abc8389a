// The tables of an ActivityWatch database of every schema version, made by the migrations of its server in their
// order, so that columns and their order come out as they do there.
import type Database from 'better-sqlite3'

export const SCHEMA_VERSIONS = [1, 2, 3, 4, 5] as const

export type SchemaVersion = (typeof SCHEMA_VERSIONS)[number]

/** The schema before aw-server-rust#615: newer servers migrate it at their first start, which is measured, too. */
export const DEFAULT_SCHEMA: SchemaVersion = 4

export const NEWEST_SCHEMA: SchemaVersion = 5

export function isSchemaVersion(version: number): version is SchemaVersion {
  return (SCHEMA_VERSIONS as readonly number[]).includes(version)
}

/** Migrations by the version they lead to, without the indexes of events. */
const STEPS: Readonly<Record<SchemaVersion, string>> = {
  1: `
CREATE TABLE buckets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE NOT NULL,
  type TEXT NOT NULL,
  client TEXT NOT NULL,
  hostname TEXT NOT NULL,
  created TEXT NOT NULL
);
CREATE INDEX bucket_id_index ON buckets(id);
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bucketrow INTEGER NOT NULL,
  starttime INTEGER NOT NULL,
  endtime INTEGER NOT NULL,
  data TEXT NOT NULL,
  FOREIGN KEY (bucketrow) REFERENCES buckets(id)
);`,
  2: `ALTER TABLE buckets ADD COLUMN data TEXT DEFAULT '{}';`,
  3: `
ALTER TABLE buckets RENAME COLUMN data TO data_deprecated;
ALTER TABLE buckets ADD COLUMN data TEXT NOT NULL DEFAULT '{}';`,
  4: `
CREATE TABLE key_value (
  key TEXT PRIMARY KEY,
  value TEXT,
  last_modified NUMBER NOT NULL
);`,
  5: '',
}

const INDEXES_BEFORE_5 = `
CREATE INDEX events_bucketrow_index ON events(bucketrow);
CREATE INDEX events_starttime_index ON events(starttime);
CREATE INDEX events_endtime_index ON events(endtime);`

const INDEX_SINCE_5 = `
CREATE INDEX events_bucketrow_starttime_endtime_index
  ON events(bucketrow, starttime DESC, endtime);`

export function createTables(database: Database.Database, version: SchemaVersion): void {
  for (const step of SCHEMA_VERSIONS.filter((one) => one <= version)) database.exec(STEPS[step])
  database.pragma(`user_version = ${version}`)
}

/**
 * Made after the rows: sorting once is several times quicker than half a million insertions. The pages come out
 * fuller than in a database that grew; the plans and the number of rows visited are the same.
 */
export function createEventIndexes(database: Database.Database, version: SchemaVersion): void {
  database.exec(version < 5 ? INDEXES_BEFORE_5 : INDEX_SINCE_5)
}
