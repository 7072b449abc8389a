// Adds an entry to the cache: written aside, described, synced, and there under its name all at once or not at all.
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { UsageError } from '../core/errors.ts'
import * as cache from './cache-entry.ts'
import { describeDatabase } from './describe-database.ts'
import { digestFile } from './digest.ts'
import { explainDiskError } from './disk-errors.ts'
import { MANIFEST_VERSION, type SnapshotManifest, type SnapshotOrigin } from './manifest.ts'
import { readAtRest } from './open-database.ts'

export interface Written {
  readonly origin: SnapshotOrigin
  /** Throws when what came out must not be used. */
  readonly check?: (manifest: SnapshotManifest) => void
  /** Where it belongs, when that depends on what came out. */
  readonly name?: (manifest: SnapshotManifest) => string
}

/** `write` makes the database at the path it gets. When another maker was first, its entry stays. */
export async function addEntry(
  directory: string,
  signal: AbortSignal | undefined,
  write: (path: string) => Promise<Written>,
): Promise<{ readonly directory: string; readonly added: boolean }> {
  const aside = cache.asideName(directory)
  try {
    await mkdir(aside)
    const path = join(aside, cache.DATABASE_NAME)
    const { origin, check, name } = await write(path)
    const manifest = await describeFile(path, origin, signal)
    check?.(manifest)
    await cache.sealCacheEntry(aside, manifest)
    const target = name?.(manifest) ?? directory
    return { directory: target, added: await cache.renameUnlessTaken(aside, target) }
  } catch (error) {
    throw explainDiskError(error, aside)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function describeFile(
  path: string,
  origin: SnapshotOrigin,
  signal: AbortSignal | undefined,
): Promise<SnapshotManifest> {
  const contents = await readAtRest(path, (database) => describeDatabase(database, signal))
  if (contents === undefined)
    throw new UsageError('Expected a database with at least one event, but it has none.')
  const { size: bytes } = await stat(path)
  const fileDigest = await digestFile(path)
  return { schemaVersion: MANIFEST_VERSION, origin, ...contents, bytes, fileDigest }
}
