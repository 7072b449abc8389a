// The golden database of a session: what the command line names, else what the config names, else none.
import { resolve } from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import { makeSnapshot } from '../snapshots/make-snapshot.ts'
import { openSnapshotFile } from '../snapshots/open-snapshot-file.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { isScale } from './commands/snapshot.ts'
import type { Context } from './context.ts'

export interface PrepareSnapshotRequest {
  readonly loaded: LoadedConfig
  readonly context: Context
  /** A scale or a file, as typed. */
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
  const make = (scale: Parameters<typeof makeSnapshot>[0]['scale'], seed: string) =>
    makeSnapshot({ scale, seed, cacheDirectory, onProgress: onStep, signal })
  if (named !== undefined && isScale(named)) {
    const seed = configured !== undefined && 'seed' in configured ? configured.seed : 'heartbench'
    return make(named, seed)
  }
  if (named !== undefined) return openSnapshotFile(resolve(context.directory, named))
  if (configured === undefined) return undefined
  if ('file' in configured) return openSnapshotFile(resolve(loaded.directory, configured.file))
  return make(configured.scale, configured.seed)
}
