// Entry of the thread that does checkpoints. It opens the file through SQLite, which knows of the process's
// other connections and keeps their locks.
import { parentPort, workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'
import type { CheckpointOrder } from './checkpoints.ts'

const db = new SqliteDatabase(workerData as string, { fileMustExist: true })
db.pragma('synchronous = NORMAL')

parentPort!.on('message', (order: CheckpointOrder) => {
  if (order === 'checkpoint') {
    // Takes what no reader needs any more and waits for nobody.
    db.pragma('wal_checkpoint(PASSIVE)')
    parentPort!.postMessage('done', [])
  } else {
    db.close()
    parentPort!.close()
  }
})
