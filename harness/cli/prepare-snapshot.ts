// The golden database of a session: what the command line names, else what the config names, else none.
import { resolve } from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import { findCached, findSnapshot } from '../snapshots/find-snapshot.ts'
import { isScale, makeSnapshot } from '../snapshots/make-snapshot.ts'
import type { SnapshotRequest } from '../snapshots/make-snapshot.ts'
import { openSnapshotFile } from '../snapshots/open-snapshot-file.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import type { Context } from './context.ts'

export interface PrepareSnapshotRequest {
  readonly loaded: LoadedConfig
  readonly context: Context
  /** A scale, a snapshot in the cache or a file, as typed. */
  readonly named: string | undefined
  readonly cacheDirectory: string
  readonly onStep: (text: string) => void
  readonly signal: AbortSignal
}

export async function prepareSnapshot(
  request: PrepareSnapshotRequest,
): Promise<Snapshot | undefined> {
  const { named, loaded, context, cacheDirectory, onStep, signal } = request
  const configured = loaded.config.snapshot
  const recipe = configured !== undefined && 'scale' in configured ? configured : undefined
  const make = (wanted: Pick<SnapshotRequest, 'scale' | 'seed' | 'schema'>) =>
    makeSnapshot({ ...wanted, cacheDirectory, onProgress: onStep, signal })
  if (named !== undefined && isScale(named))
    return make({ seed: 'heartbench', ...recipe, scale: named })
  if (named !== undefined)
    return findSnapshot(named, { cacheDirectory, directory: context.directory })
  if (configured === undefined) return undefined
  if ('file' in configured) return openSnapshotFile(resolve(loaded.directory, configured.file))
  if ('name' in configured) return findNamed(configured.name, cacheDirectory)
  return make(configured)
}

async function findNamed(name: string, cacheDirectory: string): Promise<Snapshot> {
  const found = await findCached(name, cacheDirectory)
  if (found !== undefined) return found
  throw new UsageError(
    `Expected the snapshot "${name}" of the config in the cache, found none; import it with: ` +
      `heartbench snapshot import <database> --name ${name}`,
  )
}
