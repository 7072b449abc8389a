// Opens connections to the database file: the one that writes, and the read-only ones of reader threads.
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import type { Tuning } from '../tuning.ts'
import { migrate, NEWEST_SCHEMA, schemaVersion } from './schema.ts'

const BUSY_TIMEOUT_MS = 5_000

export interface ConnectionOptions {
  readonly file: string
  readonly schema: Tuning['schema']
  readonly journal: Tuning['journal']
}

/** Opens the file for writing and migrates it. A file from a newer server is refused and left untouched. */
export function openWriter({ file, schema, journal }: ConnectionOptions): Database {
  const db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    db.defaultSafeIntegers(true)
    refuseNewer(db, file)
    setJournal(db, journal)
    migrate(db, Number(schema))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

export function openReader(file: string): Database {
  const db = new SqliteDatabase(file, {
    readonly: true,
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
  })
  return db.defaultSafeIntegers(true)
}

function refuseNewer(db: Database, file: string): void {
  const version = schemaVersion(db)
  if (version <= NEWEST_SCHEMA) return
  throw new Error(
    `${file} has schema version ${version}, this server knows versions up to ${NEWEST_SCHEMA}. ` +
      'Use the newer server that wrote it, or another --dbpath.',
  )
}

/**
 * delete: SQLite's defaults, where each commit waits for the disk. wal: a commit only appends to the log and
 * the log is flushed beside (see wal-flush.ts); checkpoints still wait for the disk.
 */
function setJournal(db: Database, journal: Tuning['journal']): void {
  const got = db.pragma(`journal_mode = ${journal}`, { simple: true })
  if (got !== journal) {
    throw new Error(
      `SQLite answered journal mode '${String(got)}' to '${journal}'. ` +
        'Is another server using the file, or does its file system lack shared memory?',
    )
  }
  db.pragma(`synchronous = ${journal === 'wal' ? 'NORMAL' : 'FULL'}`)
}
