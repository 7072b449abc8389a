// Moves the write-ahead log into the database beside the HTTP thread: a checkpoint waits for the disk twice,
// and SQLite would make the unlucky write that fills the log do it.
import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'

/** Pages in the log that are worth a checkpoint, and the start of a thread: 16 MB. */
const CHECKPOINT_PAGES = 4_000n
/** Servers that write all the time use the thread again; the others need not keep its memory. */
const REST_MS = 5_000
const SMALL_HEAP = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 }
/** Past this, the writer helps itself: the log must not grow without end when the thread cannot keep up. */
const EMERGENCY_PAGES = 20_000

export interface Checkpoints {
  /** Starts a checkpoint if the log has grown enough. Cheap; to be called now and then after writes. */
  readonly consider: () => void
  readonly close: () => Promise<void>
}

export type CheckpointOrder = 'checkpoint' | 'close'

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
  let restTimer: NodeJS.Timeout | undefined

  const start = (): Worker => {
    const started = new Worker(ENTRY, { workerData: file, resourceLimits: SMALL_HEAP })
    started.unref()
    started.on('message', () => {
      isRunning = false
      restTimer = setTimeout(end, REST_MS).unref()
    })
    started.once('error', (error) => onTrouble('A checkpoint failed', error))
    started.once('exit', () => {
      if (worker === started) worker = undefined
      isRunning = false
    })
    return started
  }
  /** The thread closes its connection and ends by itself. */
  const end = () => {
    clearTimeout(restTimer)
    worker?.postMessage('close' satisfies CheckpointOrder, [])
    worker = undefined
  }
  const consider = () => {
    if (isRunning) return
    const [state] = db.pragma('wal_checkpoint(NOOP)') as [LogState]
    if (state.log - state.checkpointed < CHECKPOINT_PAGES) return
    isRunning = true
    clearTimeout(restTimer)
    worker ??= start()
    worker.postMessage('checkpoint' satisfies CheckpointOrder, [])
  }
  const close = async () => {
    const ending = worker
    ending?.ref()
    const ended = ending && new Promise((resolve) => ending.once('exit', resolve))
    end()
    await ended
  }
  return { consider, close }
}
