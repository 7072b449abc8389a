// Copies a database while its server keeps writing, by SQLite's online backup (https://www.sqlite.org/backup.html):
// what comes out is the database as it was at one moment between two transactions.
import { constants, copyFile, stat } from 'node:fs/promises'

import type Database from 'better-sqlite3'

import { UsageError } from '../core/errors.ts'
import { explainDiskError, isDamage } from './disk-errors.ts'
import { openReadOnly } from './open-database.ts'

export interface BackupOptions {
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
}

/** `writeAheadLog` as the header of the file says. */
export async function backUp(
  path: string,
  to: string,
  writeAheadLog: boolean,
  options: BackupOptions,
): Promise<void> {
  if (writeAheadLog && (await copyAtRest(path, to))) return
  const database = openReadOnly(path)
  try {
    await runBackup(database, path, to, options)
  } catch (error) {
    throw explainBackupError(error, path)
  } finally {
    database.close()
  }
}

/**
 * A connection to a database in WAL mode makes the files beside it that a server has while it runs. If there are
 * none, nobody has it open: a plain copy is complete, unless somebody opened it meanwhile.
 */
async function copyAtRest(path: string, to: string): Promise<boolean> {
  if (await hasWriteAheadLog(path)) return false
  const before = await stat(path)
  await copyFile(path, to, constants.COPYFILE_FICLONE).catch((error: unknown) => {
    throw explainDiskError(error, to)
  })
  const after = await stat(path)
  return before.mtimeMs === after.mtimeMs && !(await hasWriteAheadLog(path))
}

async function hasWriteAheadLog(path: string): Promise<boolean> {
  return stat(`${path}-wal`).then(
    () => true,
    () => false,
  )
}

/** In rollback mode a writer waits while pages are copied, so that it is done in steps of about 40 MB … */
const STEP_PAGES = 10_000
/** … but a write between two steps starts the backup over; after this many the rest is done in one step. */
const RESTARTS_MAX = 3
const ALL_PAGES = 2 ** 31 - 1
/** Without a page copied for this long, somebody holds the file locked. */
const STALL_MS = 60_000

async function runBackup(
  database: Database.Database,
  path: string,
  to: string,
  { onProgress, signal }: BackupOptions,
): Promise<void> {
  let left = Infinity
  let restarts = 0
  let movedMs = performance.now()
  await database.backup(to, {
    progress: ({ totalPages, remainingPages }) => {
      signal?.throwIfAborted()
      if (remainingPages !== left) movedMs = performance.now()
      if (performance.now() - movedMs > STALL_MS)
        throw new UsageError(
          `Expected to read ${path} within ${STALL_MS / 1000} s, but it stays locked; stop the program that holds it.`,
        )
      if (remainingPages > left) restarts += 1
      left = remainingPages
      onProgress?.(`Copied ${totalPages - remainingPages} of ${totalPages} pages.`)
      return restarts > RESTARTS_MAX ? ALL_PAGES : STEP_PAGES
    },
  })
}

function explainBackupError(error: unknown, path: string): unknown {
  if (!isDamage(error)) return error
  if (error.code.startsWith('SQLITE_READONLY') || error.code === 'SQLITE_CANTOPEN')
    return new UsageError(
      `Expected a database that can be read, but ${path} was left in the middle of a write (${error.code}); ` +
        'start and stop its server once, which repairs it.',
    )
  if (['SQLITE_CORRUPT', 'SQLITE_NOTADB'].includes(error.code))
    return new UsageError(`The database ${path} is damaged: ${error.message}.`)
  return error
}
