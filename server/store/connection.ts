// Opens connections to the database file: the one that writes, and the read-only ones of reader threads.
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import type { Tuning } from '../tuning.ts'
import { migrate } from './schema.ts'

const BUSY_TIMEOUT_MS = 5_000

export interface ConnectionOptions {
  readonly file: string
  readonly schema: Tuning['schema']
  readonly journal: Tuning['journal']
  /** A last look at the file; it throws to keep it as it is. */
  readonly beforeChanges?: (db: Database, file: string) => void
}

/** Opens the file for writing and migrates it. Whether it is fit for that, file-state.ts has found out. */
export function openWriter(options: ConnectionOptions): Database {
  const { file, schema, journal, beforeChanges } = options
  const db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    db.defaultSafeIntegers(true)
    beforeChanges?.(db, file)
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
