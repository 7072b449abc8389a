// Moves the write-ahead log into the database beside the HTTP thread: a checkpoint waits for the disk twice,
// and SQLite would make the unlucky write that fills the log do it.
import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'

/** Pages in the log that are worth a checkpoint, and the start of a thread: 16 MB. */
const CHECKPOINT_PAGES = 4_000n
/** Past this, the writer helps itself: the log must not grow without end when the thread cannot keep up. */
const EMERGENCY_PAGES = 20_000

export interface Checkpoints {
  /** Starts a checkpoint if the log has grown enough. Cheap; to be called now and then after writes. */
  readonly consider: () => void
  readonly close: () => Promise<void>
}

interface LogState {
  readonly log: bigint
  readonly checkpointed: bigint
}

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './checkpoint-worker.ts' : './checkpoint-worker.js',
  import.meta.url,
)

export function checkpoints(
  db: Database,
  file: string,
  onTrouble: (message: string, error: unknown) => void,
): Checkpoints {
  db.pragma(`wal_autocheckpoint = ${EMERGENCY_PAGES}`)
  let worker: Worker | undefined
  let isRunning = false

  // The thread lives as long as one checkpoint: most servers write too little to need it more than hourly.
  const start = () => {
    isRunning = true
    worker = new Worker(ENTRY, { workerData: file })
    worker.once('error', (error) => onTrouble('A checkpoint failed', error))
    worker.once('exit', () => {
      worker = undefined
      isRunning = false
    })
  }
  const consider = () => {
    if (isRunning) return
    const [state] = db.pragma('wal_checkpoint(NOOP)') as [LogState]
    if (state.log - state.checkpointed >= CHECKPOINT_PAGES) start()
  }
  const close = async () => {
    if (worker !== undefined) await new Promise((resolve) => worker?.once('exit', resolve))
  }
  return { consider, close }
}
