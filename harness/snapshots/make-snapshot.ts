// Makes the golden snapshot, or finds it made. Two makers at once both make, each aside, and the first
// rename wins: that needs no lock, so no dead maker can leave one behind.
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { KNOWN_DIGESTS } from '../../snapshots/known-digests.ts'
import { planSnapshot, RECIPE, SCALES, type SnapshotScale } from '../../snapshots/recipe.ts'
import { MeasurementError, UsageError } from '../core/errors.ts'
import * as cache from './cache-entry.ts'
import type { SnapshotManifest } from './manifest.ts'
import type { Snapshot } from './snapshot.ts'
import { writeDatabase } from './write-database.ts'

export interface SnapshotRequest {
  readonly scale: SnapshotScale
  /** Lower-case letters, digits, dots and dashes: it becomes part of a directory name. */
  readonly seed: string
  readonly cacheDirectory: string
  /** Gets one sentence at a time, for people. */
  readonly onProgress?: (message: string) => void
  /** Aborting leaves nothing behind. */
  readonly signal?: AbortSignal
}

/** The whole snapshot of the request: from the cache, or made now. */
export async function makeSnapshot(request: SnapshotRequest): Promise<Snapshot> {
  checkRequest(request)
  const directory = cacheEntryDirectory(request)
  await prepareCache(dirname(directory))
  await cache.removeAbandoned(dirname(directory))
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const entry = await cache.readCacheEntry(directory)
    if (entry.state === 'whole') return entry.snapshot
    if (entry.state === 'damaged') {
      request.onProgress?.(
        `Making the snapshot ${directory} again, it is damaged: ${entry.problem}.`,
      )
      await cache.removeDamagedEntry(directory)
    }
    await makeEntry(request, directory)
  }
  throw new MeasurementError(
    `Expected a whole snapshot in ${directory}, but after ${ATTEMPTS_MAX} attempts there is none; ` +
      'stop whatever else writes there or choose another cache directory.',
  )
}

/** Everything that decides what is in the file, such as `activitywatch-v1-golden-1-schema4`. */
export function cacheEntryDirectory(
  request: Pick<SnapshotRequest, 'scale' | 'seed' | 'cacheDirectory'>,
): string {
  const { name, version, schema } = RECIPE
  const entry = `${name}-v${version}-${request.scale}-${request.seed}-schema${schema}`
  return join(request.cacheDirectory, 'snapshots', entry)
}

/** The first attempt makes, the second finds; a third only if another process damages what it finds. */
const ATTEMPTS_MAX = 3

function checkRequest({ scale, seed }: SnapshotRequest): void {
  if (!Object.hasOwn(SCALES, scale))
    throw new UsageError(`Expected a scale of ${Object.keys(SCALES).join(', ')}; got "${scale}".`)
  if (!/^[a-z0-9][a-z0-9.-]{0,63}$/.test(seed))
    throw new UsageError(
      `Expected a seed of 1 to 64 lower-case letters, digits, dots and dashes; got "${seed}".`,
    )
}

async function prepareCache(root: string): Promise<void> {
  await mkdir(root, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Expected a cache directory that can be written, but ${root} cannot be made (${error.code}).`,
    )
  })
}

async function makeEntry(request: SnapshotRequest, directory: string): Promise<void> {
  const aside = cache.asideName(directory)
  await mkdir(aside)
  try {
    const plan = planSnapshot(request.scale, request.seed)
    const path = join(aside, cache.DATABASE_NAME)
    const manifest = await writeDatabase(path, plan, request)
    checkKnownDigest(manifest)
    await cache.sealCacheEntry(aside, manifest)
    await cache.renameUnlessTaken(aside, directory)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** Numbers of two machines compare only if both measured the same rows. */
function checkKnownDigest({ scale, seed, logicalDigest }: SnapshotManifest): void {
  const known = KNOWN_DIGESTS[`${scale}/${seed}`]
  if (known !== undefined && known !== logicalDigest)
    throw new MeasurementError(
      `Expected the rows of recipe version ${RECIPE.version}, ${scale}/${seed}, to have the digest ${known}, ` +
        `got ${logicalDigest}: the recipe was changed without a new version, or this engine computes differently.`,
    )
}
