// What write-ahead logging needs beside the writer: the log is flushed to the disk, and moved into the
// database when it has grown.
import type { Database } from 'better-sqlite3'
import { checkpoints } from './checkpoints.ts'
import { walFlush } from './wal-flush.ts'

export interface WriteAheadLog {
  /** A commit was appended to the log. */
  readonly dirty: () => void
  /** Brings everything into the database file. */
  readonly close: () => Promise<void>
}

export function openLog(
  db: Database,
  file: string,
  onTrouble: (message: string, error: unknown) => void,
): WriteAheadLog {
  const { consider, close: closeCheckpoints } = checkpoints(db, file, onTrouble)
  const { dirty, close: closeFlush } = walFlush({
    databaseFile: file,
    onFlushed: consider,
    onError: (error) => onTrouble('Flushing the write-ahead log failed', error),
  })
  const close = async () => {
    await closeFlush()
    await closeCheckpoints()
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
  return { dirty, close }
}
