// The golden database of a session: what the command line names, else what the config names, else none. Found
// before anything is built, made only when everything else was fine.
import { basename, resolve } from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import type { SnapshotInfo } from '../results/schema.ts'
import { findCached, findSnapshot } from '../snapshots/find-snapshot.ts'
import { cacheEntryDirectory, isScale, makeSnapshot } from '../snapshots/make-snapshot.ts'
import type { SnapshotRequest } from '../snapshots/make-snapshot.ts'
import { openSnapshotFile } from '../snapshots/open-snapshot-file.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import type { Context } from './context.ts'

export interface SnapshotChoice {
  readonly loaded: LoadedConfig
  readonly context: Context
  /** A scale, a snapshot in the cache or a file, as typed. */
  readonly named: string | undefined
  readonly cacheDirectory: string
}

/** A snapshot that is there, or what it takes to make one. */
export type LocatedSnapshot =
  | { readonly state: 'found'; readonly snapshot: Snapshot | undefined }
  | {
      readonly state: 'recipe'
      readonly recipe: Pick<SnapshotRequest, 'scale' | 'seed' | 'schema'>
    }

/** Cheap, and so asked before anything is built: a name that means nothing must not cost a build. */
export async function locateSnapshot(choice: SnapshotChoice): Promise<LocatedSnapshot> {
  const { named, loaded, context, cacheDirectory } = choice
  const configured = loaded.config.snapshot
  const recipe = configured !== undefined && 'scale' in configured ? configured : undefined
  if (named !== undefined && isScale(named))
    return { state: 'recipe', recipe: { seed: 'heartbench', ...recipe, scale: named } }
  if (recipe !== undefined && named === undefined) return { state: 'recipe', recipe }
  const { directory } = context
  const snapshot =
    named === undefined
      ? await findConfigured(loaded, cacheDirectory)
      : await findSnapshot(named, { cacheDirectory, directory })
  return { state: 'found', snapshot }
}

/** The one that a session was begun with, by name; whether its content is the same is checked with all settings. */
export async function locateAgain(
  choice: SnapshotChoice,
  begunWith: SnapshotInfo | undefined,
): Promise<LocatedSnapshot> {
  if (begunWith === undefined) return { state: 'found', snapshot: undefined }
  if (choice.named !== undefined) return locateSnapshot(choice)
  const { cacheDirectory } = choice
  const cached = await findCached(begunWith.name, cacheDirectory)
  if (cached !== undefined) return { state: 'found', snapshot: cached }
  const located = await locateSnapshot(choice)
  const name =
    located.state === 'found'
      ? located.snapshot?.name
      : basename(cacheEntryDirectory({ ...located.recipe, cacheDirectory }))
  if (name === begunWith.name) return located
  throw new UsageError(
    `Expected the snapshot "${begunWith.name}" that the session was begun with in the cache or the config, found ${name === undefined ? 'none' : `"${name}"`}. Make or import it again, or say where it is with --snapshot.`,
  )
}

/** Makes what a recipe describes, unless the cache has it. */
export async function prepareSnapshot(
  located: LocatedSnapshot,
  making: Pick<SnapshotRequest, 'cacheDirectory' | 'onProgress' | 'signal'>,
): Promise<Snapshot | undefined> {
  return located.state === 'found'
    ? located.snapshot
    : await makeSnapshot({ ...located.recipe, ...making })
}

async function findConfigured(
  { config: { snapshot }, directory }: LoadedConfig,
  cacheDirectory: string,
): Promise<Snapshot | undefined> {
  if (snapshot === undefined || 'scale' in snapshot) return undefined
  if ('file' in snapshot) return openSnapshotFile(resolve(directory, snapshot.file))
  return findNamed(snapshot.name, cacheDirectory)
}

async function findNamed(name: string, cacheDirectory: string): Promise<Snapshot> {
  const found = await findCached(name, cacheDirectory)
  if (found !== undefined) return found
  throw new UsageError(
    `Expected the snapshot "${name}" of the config in the cache, found none; import it with: ` +
      `heartbench snapshot import <database> --name ${name}`,
  )
}
