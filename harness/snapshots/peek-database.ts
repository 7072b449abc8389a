// What a database says of itself while a server uses it: from plain reads of its first page, which take no lock, so
// that no server ever waits for them or fails by them. A connection would hold a shared lock that a writer with a
// rollback journal cannot pass, and put files beside a database in WAL mode.
import { closeSync } from 'node:fs'
import { HEADER_BYTES, parseHeader } from './database-header.ts'
import type { DatabaseHeader } from './database-header.ts'
import { createLogReader, openIfThere, readAt } from './write-ahead-log.ts'

/** First bytes of a rollback journal that is in use; one at rest is gone, empty or overwritten with zeros. */
const JOURNAL_MAGIC = 'd9d505f920a163d7'

/**
 * Each call gives what was committed last; undefined while a transaction with a rollback journal is going on, and for
 * what is no SQLite database. Never to be used by a process that has the database open: closing a file drops the locks
 * that its process holds on it.
 */
export function createPeek(path: string): () => DatabaseHeader | undefined {
  const readLog = createLogReader(`${path}-wal`)
  return () => {
    const main = parseStart(path)
    if (main === undefined) return undefined
    // After the header: a transaction that wrote it has ended if its journal is gone by now.
    if (!main.usesWriteAheadLog) return isInTransaction(path) ? undefined : main
    const page = readLog()
    // Read in the moment in which it is written: the next look will find it.
    return page === undefined ? main : parseHeader(page)
  }
}

function parseStart(path: string): DatabaseHeader | undefined {
  const header = startOf(path, HEADER_BYTES)
  return header && parseHeader(header)
}

const isInTransaction = (path: string) =>
  startOf(`${path}-journal`, 8)?.toString('hex') === JOURNAL_MAGIC

function startOf(path: string, length: number): Buffer | undefined {
  const file = openIfThere(path)
  if (file === undefined) return undefined
  try {
    return readAt(file, 0, length)
  } finally {
    closeSync(file)
  }
}
