// A file the user names can be the snapshot: any file, because any server with one data file can be
// measured. Windows can be derived from it only if it is an ActivityWatch database.
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'

import { UsageError } from '../core/errors.ts'
import type { SnapshotFacts } from '../core/scenario.ts'
import { findUnfinished } from './open-database.ts'
import { readFacts } from './read-facts.ts'
import type { Snapshot } from './snapshot.ts'
import { checkSqliteFile } from './sqlite-file.ts'

export interface OpenOptions {
  /** `activitywatch` refuses every other file; `any` (the default) gives it undefined facts. */
  readonly expect?: 'any' | 'activitywatch'
}

export async function openSnapshotFile(path: string, options: OpenOptions = {}): Promise<Snapshot> {
  await checkRegularFile(path)
  const check = await checkSqliteFile(path)
  if (check.state === 'damaged')
    throw new UsageError(
      `The snapshot ${path} is a damaged SQLite database: ${check.problem}. Copy it again from its source.`,
    )
  const facts = check.state === 'whole' ? await readDatabaseFacts(path) : undefined
  if (facts === undefined && options.expect === 'activitywatch')
    throw new UsageError(`Expected an ActivityWatch database with events, but ${path} is none.`)
  const bytes = check.bytes
  return { name: basename(path), path: resolve(path), bytes, manifest: undefined, facts }
}

async function checkRegularFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Expected a snapshot file at ${path}, but it cannot be read (${error.code}).`,
    )
  })
  if (!found.isFile()) throw new UsageError(`Expected a snapshot file, but ${path} is not a file.`)
  if (found.size === 0) throw new UsageError(`Expected a snapshot file, but ${path} is empty.`)
}

async function readDatabaseFacts(path: string): Promise<SnapshotFacts | undefined> {
  await checkNothingBeside(path)
  return readFacts(path)
}

/** Committed rows may still be in the log, and a hot journal means that some in the file are not committed. */
async function checkNothingBeside(path: string): Promise<void> {
  const beside = await findUnfinished(path)
  if (beside !== undefined)
    throw new UsageError(
      `Expected a database at rest, but ${beside} is not empty; stop the server that uses ${path}, or take a copy ` +
        `while it runs with: heartbench snapshot import ${path}`,
    )
}
