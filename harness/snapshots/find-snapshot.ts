// A snapshot somebody named: one in the cache, else a file of theirs.
import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { UsageError } from '../core/errors.ts'
import { isAside, readCacheEntry, snapshotsDirectory } from './cache-entry.ts'
import { listSnapshots } from './list-snapshots.ts'
import { openSnapshotFile } from './open-snapshot-file.ts'
import type { Snapshot } from './snapshot.ts'

export interface Places {
  readonly cacheDirectory: string
  /** Relative paths start here. */
  readonly directory: string
}

export async function findSnapshot(named: string, places: Places): Promise<Snapshot> {
  const cached = await findCached(named, places.cacheDirectory)
  if (cached !== undefined) return cached
  const path = resolve(places.directory, named)
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  if (exists) return openSnapshotFile(path)
  const names = (await listSnapshots(places.cacheDirectory)).map(({ name }) => name)
  throw new UsageError(
    `Expected a snapshot in the cache (${names.join(', ') || 'none yet'}) or a snapshot file at ${path}, found none.`,
  )
}

/** Undefined when there is no entry of that name. */
export async function findCached(
  name: string,
  cacheDirectory: string,
): Promise<Snapshot | undefined> {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name) || isAside(name)) return undefined
  const entry = await readCacheEntry(join(snapshotsDirectory(cacheDirectory), name))
  if (entry.state === 'absent') return undefined
  if (entry.state === 'whole') return entry.snapshot
  throw new UsageError(
    `The snapshot "${name}" cannot be used (${entry.state}): ${entry.problem}. Make or import it again.`,
  )
}
