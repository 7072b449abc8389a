// Brings the write-ahead log to the disk beside the HTTP thread, so that a power cut loses a second at most.
// Only the `-wal` file is opened: closing any descriptor of the database or its `-shm` file would drop the
// POSIX locks that SQLite holds on them in this process.
import { open, type FileHandle } from 'node:fs/promises'

/** From the first unflushed write to its flush; well inside the promised second. */
const FLUSH_AFTER_MS = 500

export interface WalFlush {
  /** A commit was appended to the log. */
  readonly dirty: () => void
  /** Flushes what is left and lets the file go. */
  readonly close: () => Promise<void>
}

export interface WalFlushOptions {
  readonly databaseFile: string
  /** After each flush while the server runs. */
  readonly onFlushed: () => void
  readonly onError: (error: unknown) => void
}

export function walFlush({ databaseFile, onFlushed, onError }: WalFlushOptions): WalFlush {
  let handle: FileHandle | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isDirty = false
  let isClosed = false

  const flush = async () => {
    isDirty = false
    try {
      handle ??= await open(`${databaseFile}-wal`, 'r')
      await handle.datasync()
    } catch (error) {
      isDirty = true
      onError(error)
    }
  }
  const start = () => {
    timer = undefined
    running = flush().then(() => {
      running = undefined
      if (isClosed) return
      onFlushed()
      if (isDirty) schedule()
    })
  }
  const schedule = () => {
    if (!isClosed && timer === undefined && running === undefined) {
      timer = setTimeout(start, FLUSH_AFTER_MS).unref()
    }
  }
  const dirty = () => {
    isDirty = true
    schedule()
  }
  const close = async () => {
    isClosed = true
    clearTimeout(timer)
    await running
    if (isDirty) await flush()
    await handle?.close()
  }
  return { dirty, close }
}
