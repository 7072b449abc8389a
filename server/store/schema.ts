// The database's schema as ActivityWatch has it, one step per version, so that its servers and this one open
// the same files.
import type { Database } from 'better-sqlite3'

export const NEWEST_SCHEMA = 5

const STEPS: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS buckets (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT UNIQUE NOT NULL,
     type TEXT NOT NULL,
     client TEXT NOT NULL,
     hostname TEXT NOT NULL,
     created TEXT NOT NULL
   );
   CREATE INDEX IF NOT EXISTS bucket_id_index ON buckets(id);
   CREATE TABLE IF NOT EXISTS events (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     bucketrow INTEGER NOT NULL,
     starttime INTEGER NOT NULL,
     endtime INTEGER NOT NULL,
     data TEXT NOT NULL,
     FOREIGN KEY (bucketrow) REFERENCES buckets(id)
   );
   CREATE INDEX IF NOT EXISTS events_bucketrow_index ON events(bucketrow);
   CREATE INDEX IF NOT EXISTS events_starttime_index ON events(starttime);
   CREATE INDEX IF NOT EXISTS events_endtime_index ON events(endtime);`,

  `ALTER TABLE buckets ADD COLUMN data TEXT DEFAULT '{}';`,

  `ALTER TABLE buckets RENAME COLUMN data TO data_deprecated;
   ALTER TABLE buckets ADD COLUMN data TEXT NOT NULL DEFAULT '{}';`,

  `CREATE TABLE key_value (
     key TEXT PRIMARY KEY,
     value TEXT,
     last_modified NUMBER NOT NULL
   );`,

  // The old indexes go first, so that the new one fills their pages and the file does not grow.
  `DROP INDEX IF EXISTS events_bucketrow_index;
   DROP INDEX IF EXISTS events_starttime_index;
   DROP INDEX IF EXISTS events_endtime_index;
   CREATE INDEX IF NOT EXISTS events_bucketrow_starttime_endtime_index
     ON events(bucketrow, starttime DESC, endtime);`,
]

export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Brings the file from its version to `target`, one exclusive transaction a step: a step is done or not.
 * A file of version 5 stays at 5 when `target` is 4, as the old server opened it.
 */
export function migrate(db: Database, target: number): void {
  for (let version = schemaVersion(db); version < target; version++) {
    const step = STEPS[version]!
    db.transaction(() => {
      db.exec(step)
      db.pragma(`user_version = ${version + 1}`)
    }).exclusive()
  }
}
