// Opens a database that belongs to somebody else, so that neither it nor anything beside it is ever written to.
import { constants, copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import { checkSqliteFile } from './sqlite-file.ts'

/**
 * Reads a file at rest. Even a read-only connection leaves -wal and -shm files beside a database in WAL mode, so
 * that such a one is read from a copy. Integers come as BigInt: nanoseconds do not fit into a double.
 */
export async function readAtRest<Result>(
  path: string,
  read: (database: Database.Database) => Result | Promise<Result>,
): Promise<Result> {
  const check = await checkSqliteFile(path)
  if (check.state !== 'whole' || !check.writeAheadLog) return useDatabase(path, read)
  const directory = await mkdtemp(join(tmpdir(), 'heartbench-read-'))
  try {
    const copy = join(directory, 'copy.db')
    await copyFile(path, copy, constants.COPYFILE_FICLONE)
    return await useDatabase(copy, read)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function useDatabase<Result>(
  path: string,
  read: (database: Database.Database) => Result | Promise<Result>,
): Promise<Result> {
  const database = openReadOnly(path)
  try {
    return await read(database)
  } finally {
    database.close()
  }
}

/** Takes part in the locking of a server that may be writing to the file. */
export function openReadOnly(path: string): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  database.defaultSafeIntegers(true)
  return database
}

/** Files beside a database that hold rows the database itself lacks, or has too many of. Undefined when at rest. */
export async function findUnfinished(path: string): Promise<string | undefined> {
  for (const suffix of ['-wal', '-journal']) {
    const beside = await stat(`${path}${suffix}`).catch(() => undefined)
    if ((beside?.size ?? 0) > 0) return `${path}${suffix}`
  }
  return undefined
}
