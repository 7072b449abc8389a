// For tests: database files as older servers left them.
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'

export const OLD_VERSIONS = [0, 1, 2, 3, 4, 5] as const

/** What each version added to the one before, as the original's servers did. */
const STEPS: readonly string[] = [
  `CREATE TABLE buckets (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL,
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
   INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, 10, 20, '{"a":1}')`,
  `ALTER TABLE buckets ADD COLUMN data TEXT DEFAULT '{}'`,
  `ALTER TABLE buckets RENAME COLUMN data TO data_deprecated;
   ALTER TABLE buckets ADD COLUMN data TEXT NOT NULL DEFAULT '{}'`,
  `CREATE TABLE key_value (key TEXT PRIMARY KEY, value TEXT, last_modified NUMBER NOT NULL)`,
  `DROP INDEX events_bucketrow_index; DROP INDEX events_starttime_index; DROP INDEX events_endtime_index;
   CREATE INDEX events_bucketrow_starttime_endtime_index ON events(bucketrow, starttime DESC, endtime)`,
]

export function sqliteFile(file: string, use: (db: Database) => unknown): void {
  const db = new SqliteDatabase(file)
  use(db)
  db.close()
}

/** Version 0 is a database without tables. `moreEvents` go into the one bucket of the others. */
export function makeOldFile(file: string, version: number, moreEvents = 0): void {
  sqliteFile(file, (db) => {
    db.pragma('page_size = 4096')
    for (const step of STEPS.slice(0, version)) db.exec(step)
    if (version === 0) db.exec('CREATE TABLE gone (id); DROP TABLE gone')
    if (moreEvents > 0) {
      db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${moreEvents})
        INSERT INTO events (bucketrow, starttime, endtime, data)
        SELECT 1, i * 10, i * 10 + 5, '{}' FROM n`)
    }
    db.pragma(`user_version = ${version}`)
  })
}

/** The Python server's database: two events that can be read, and three that cannot. */
export function makeLegacyFile(file: string): void {
  sqliteFile(file, (db) =>
    db.exec(`CREATE TABLE bucketmodel (key INTEGER PRIMARY KEY, id VARCHAR(255) UNIQUE NOT NULL,
        created DATETIME NOT NULL, name VARCHAR(255), type VARCHAR(255) NOT NULL,
        client VARCHAR(255) NOT NULL, hostname VARCHAR(255) NOT NULL, datastr VARCHAR(255));
      CREATE TABLE eventmodel (id INTEGER PRIMARY KEY AUTOINCREMENT, bucket_id INTEGER NOT NULL,
        timestamp DATETIME NOT NULL, duration DECIMAL(10, 5) NOT NULL, datastr VARCHAR(255) NOT NULL);
      INSERT INTO bucketmodel (key, id, created, type, client, hostname)
        VALUES (7, 'aw-watcher-afk_h', '2018-01-01 00:00:00.123456+00:00', 'afkstatus', 'aw-watcher-afk', 'h');
      INSERT INTO eventmodel (bucket_id, timestamp, duration, datastr) VALUES
        (7, '2018-01-01 01:00:00.500000+00:00', 2, '{"b": "ä", "a": 1}'),
        (7, '2018-01-01 02:00:00', 1.5, '{"status": "afk"}'),
        (7, '2018-01-01 03:00:00+00:00', 1, '{broken'),
        (7, 'yesterday', 1, '{}'),
        (8, '2018-01-01 03:00:00+00:00', 1, '{}')`),
  )
}
