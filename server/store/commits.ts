// When writes become durable. Two ways: the group commit of a rollback journal, where a transaction is always
// open and answers come before the commit; and write-ahead logging, where each write commits by itself.
import type { Database } from 'better-sqlite3'

const MAX_BATCH_AGE_MS = 15_000
const MAX_BATCH_WRITES = 100

export interface Commits {
  /** Before each use of the database. */
  readonly begin: () => void
  /** After a write of `count` events; `force` for changes of buckets. */
  readonly wrote: (count: number, force?: boolean) => void
  /** Makes all writes so far durable. */
  readonly flush: () => void
  readonly close: () => void
}

export interface CommitHooks {
  /** Writes that were answered are lost: memory that reflects them must be thrown away. */
  readonly onLost: (error: unknown) => void
}

/** Each statement or transaction commits by itself; the log's way to the disk is `onDirty`'s concern. */
export function immediateCommits(onDirty: () => void): Commits {
  return { begin: () => {}, wrote: onDirty, flush: () => {}, close: () => {} }
}

export function groupCommits(db: Database, { onLost }: CommitHooks): Commits {
  let pending = 0
  let openedAtMs = performance.now()
  let timer: NodeJS.Timeout | undefined

  const begin = () => {
    if (db.inTransaction) return
    db.exec('BEGIN IMMEDIATE')
    pending = 0
  }
  const commit = () => {
    clearTimeout(timer)
    timer = undefined
    // The next batch is as old as this commit, not as its first write: after a pause one write is a batch.
    openedAtMs = performance.now()
    // SQLite itself rolls back on some errors, a full disk for one.
    if (!db.inTransaction) onLost(new Error('SQLite rolled the open transaction back'))
    else commitOrLose(db, onLost)
  }
  const retryable = () => {
    commit()
    if (db.inTransaction) timer = setTimeout(retryable, MAX_BATCH_AGE_MS).unref()
  }
  const wrote = (count: number, force = false) => {
    pending += count
    const isOld = performance.now() - openedAtMs > MAX_BATCH_AGE_MS
    if (force || isOld || pending > MAX_BATCH_WRITES) retryable()
    // Without a request nothing would commit; the timer bounds what an idle server can lose.
    else timer ??= setTimeout(retryable, MAX_BATCH_AGE_MS).unref()
  }
  const flush = () => {
    if (db.inTransaction) commit()
  }
  return { begin, wrote, flush, close: flush }
}

/** A busy file (another process reads it) keeps the transaction for the next try; other errors lose it. */
function commitOrLose(db: Database, onLost: CommitHooks['onLost']): void {
  try {
    db.exec('COMMIT')
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return
    if (db.inTransaction) db.exec('ROLLBACK')
    onLost(error)
  }
}
