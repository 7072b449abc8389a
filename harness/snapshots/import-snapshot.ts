// Takes somebody's real database into the cache, while its server keeps writing: copied at one moment, checked,
// converted if it is the Python server's, anonymised if asked, counted, and sealed with a manifest.
import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type Database from 'better-sqlite3'

import { MeasurementError, UsageError } from '../core/errors.ts'
import { addEntry, type Written } from './add-entry.ts'
import { openAnonymiser } from './anonymise/anonymiser.ts'
import * as cache from './cache-entry.ts'
import { checkBackup } from './check-backup.ts'
import { isScale } from './make-snapshot.ts'
import { backUp } from './online-backup.ts'
import { readAtRest } from './open-database.ts'
import { recogniseDatabase } from './recognise-database.ts'
import { rewriteDatabase } from './rewrite-database.ts'
import { NO_CHANGES } from './row-changes.ts'
import { DEFAULT_SCHEMA, isSchemaVersion, NEWEST_SCHEMA, type SchemaVersion } from './schema.ts'
import type { Snapshot } from './snapshot.ts'
import { readActivityWatch, type SourceDatabase } from './source-database.ts'
import { readPython } from './source-python.ts'
import { checkSqliteFile } from './sqlite-file.ts'

export interface ImportRequest {
  readonly path: string
  readonly anonymise: boolean
  /** Undefined names it after what is in it. */
  readonly name: string | undefined
  readonly cacheDirectory: string
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
}

export async function importSnapshot(request: ImportRequest): Promise<Snapshot> {
  const { path, name, cacheDirectory, signal } = request
  const writeAheadLog = await checkSource(path)
  await cache.prepareCache(cacheDirectory)
  const root = cache.snapshotsDirectory(cacheDirectory)
  if (name !== undefined) await checkName(name, join(root, name))
  const { directory, added } = await addEntry(join(root, name ?? 'import'), signal, (to) =>
    writeImport(request, to, writeAheadLog),
  )
  if (!added && name !== undefined) throw nameTaken(name)
  const entry = await cache.readCacheEntry(directory)
  if (entry.state === 'whole') return entry.snapshot
  throw new MeasurementError(
    `Expected the imported snapshot in ${directory}, but it is ${entry.state}; stop whatever else writes there.`,
  )
}

/** True when the header says that there may be a write-ahead log. */
async function checkSource(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Expected a database at ${path}, but it cannot be read (${error.code}).`)
  })
  if (!found.isFile()) throw new UsageError(`Expected a database, but ${path} is not a file.`)
  const check = await checkSqliteFile(path)
  if (check.state === 'other')
    throw new UsageError(
      `Expected an SQLite database, but ${path} does not begin like one: it is something else, or encrypted.`,
    )
  if (check.state === 'damaged' && check.problem.includes('header'))
    throw new UsageError(`The database ${path} is damaged: ${check.problem}.`)
  // A size that does not fit its header may be a write under way; the copy is checked.
  return check.state === 'whole' ? check.writeAheadLog : false
}

async function checkName(name: string, directory: string): Promise<void> {
  if (!/^[a-z0-9][a-z0-9.-]{0,63}$/.test(name) || isScale(name) || cache.isAside(name))
    throw new UsageError(
      `Expected a name of 1 to 64 lower-case letters, digits, dots and dashes that is no scale; got "${name}".`,
    )
  if ((await cache.readCacheEntry(directory)).state !== 'absent') throw nameTaken(name)
}

function nameTaken(name: string): UsageError {
  return new UsageError(
    `Expected a new name, but there is a snapshot "${name}"; choose another --name.`,
  )
}

async function writeImport(
  request: ImportRequest,
  to: string,
  writeAheadLog: boolean,
): Promise<Written> {
  const backup = join(dirname(to), 'backup.db')
  await backUp(request.path, backup, writeAheadLog, request)
  request.onProgress?.('Checking the copy.')
  checkBackup(backup, request.path)
  const written = await readAtRest(backup, async (database) => convert(request, database, to))
  if (written === undefined) await rename(backup, to)
  await rm(backup, { force: true })
  const { from, skipped } = written ?? { from: 'activitywatch', skipped: 0 }
  const importedAt = new Date().toISOString()
  return {
    origin: { kind: 'import', from, anonymised: request.anonymise, importedAt, skipped },
    ...(request.name === undefined && {
      name: ({ logicalDigest }) =>
        join(dirname(dirname(to)), `import-${logicalDigest.slice(0, 12)}`),
    }),
  }
}

interface Converted {
  readonly from: 'activitywatch' | 'python'
  readonly skipped: number
}

/** Undefined when the copy can stay as it is, with its fragmentation and its free pages. */
async function convert(
  { anonymise, path, onProgress, signal }: ImportRequest,
  database: Database.Database,
  to: string,
): Promise<Converted | undefined> {
  const { from, schema, source } = chooseSource(database, path)
  if (from === 'activitywatch' && !anonymise) return undefined
  if (anonymise) onProgress?.('Reading all words, so that none of them comes out again.')
  const changes = anonymise ? openAnonymiser(source) : NO_CHANGES
  const options = { ...(onProgress && { onProgress }), ...(signal && { signal }) }
  return { from, skipped: await rewriteDatabase({ source, to, schema, changes, ...options }) }
}

function chooseSource(
  database: Database.Database,
  path: string,
): {
  readonly from: Converted['from']
  readonly schema: SchemaVersion
  readonly source: SourceDatabase
} {
  const found = recogniseDatabase(database)
  if (found.kind === 'python')
    return { from: 'python', schema: DEFAULT_SCHEMA, source: readPython(database) }
  if (found.kind === 'foreign')
    throw new UsageError(
      `Expected a database of ActivityWatch, but ${path} has other tables; a file of any other server can be named ` +
        'in the config as it is: "snapshot": { "file": … }.',
    )
  if (found.kind === 'newer' || !isSchemaVersion(found.schema))
    throw new UsageError(
      `Expected schema version 1 to ${NEWEST_SCHEMA}, but ${path} has ${found.schema}; a newer heartbench may know it.`,
    )
  return { from: 'activitywatch', schema: found.schema, source: readActivityWatch(database) }
}
