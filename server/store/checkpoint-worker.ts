// Entry of the thread that does one checkpoint and ends. It opens the file through SQLite, which knows of
// the process's other connections and keeps their locks.
import { workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

const db = new SqliteDatabase(workerData as string, { fileMustExist: true })
try {
  db.pragma('synchronous = NORMAL')
  // Takes what no reader needs any more and waits for nobody.
  db.pragma('wal_checkpoint(PASSIVE)')
} finally {
  db.close()
}
