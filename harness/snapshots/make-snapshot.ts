// Makes the golden snapshot, or finds it made. Two makers at once both make, each aside, and the first
// rename wins: that needs no lock, so no dead maker can leave one behind.
import { join } from 'node:path'

import { KNOWN_DIGESTS } from '../../snapshots/known-digests.ts'
import { planSnapshot, RECIPE, SCALES, type SnapshotScale } from '../../snapshots/recipe.ts'
import { MeasurementError, UsageError } from '../core/errors.ts'
import * as cache from './cache-entry.ts'
import { addEntry } from './add-entry.ts'
import { DEFAULT_SCHEMA, isSchemaVersion, SCHEMA_VERSIONS, type SchemaVersion } from './schema.ts'
import type { Snapshot } from './snapshot.ts'
import { writeRecipe } from './write-recipe.ts'

export interface SnapshotRequest {
  readonly scale: SnapshotScale
  /** Lower-case letters, digits, dots and dashes: it becomes part of a directory name. */
  readonly seed: string
  readonly schema?: SchemaVersion
  readonly cacheDirectory: string
  /** Gets one sentence at a time, for people. */
  readonly onProgress?: (message: string) => void
  /** Aborting leaves nothing behind. */
  readonly signal?: AbortSignal
}

export const SCALE_NAMES = Object.keys(SCALES) as readonly SnapshotScale[]

export function isScale(text: string): text is SnapshotScale {
  return Object.hasOwn(SCALES, text)
}

/** The whole snapshot of the request: from the cache, or made now. */
export async function makeSnapshot(request: SnapshotRequest): Promise<Snapshot> {
  checkRequest(request)
  const directory = cacheEntryDirectory(request)
  await cache.prepareCache(request.cacheDirectory)
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const entry = await cache.readCacheEntry(directory)
    if (entry.state === 'whole') return entry.snapshot
    if (entry.state === 'newer')
      throw new UsageError(`The snapshot ${directory} cannot be used: ${entry.problem}.`)
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

/** Everything that decides what is in the file, such as `activitywatch-v2-golden-1-schema4`. */
export function cacheEntryDirectory(
  request: Pick<SnapshotRequest, 'scale' | 'seed' | 'schema' | 'cacheDirectory'>,
): string {
  const { name, version } = RECIPE
  const schema = request.schema ?? DEFAULT_SCHEMA
  const entry = `${name}-v${version}-${request.scale}-${request.seed}-schema${schema}`
  return join(cache.snapshotsDirectory(request.cacheDirectory), entry)
}

/** The first attempt makes, the second finds; a third only if another process damages what it finds. */
const ATTEMPTS_MAX = 3

function checkRequest({ scale, seed, schema }: SnapshotRequest): void {
  if (!isScale(scale))
    throw new UsageError(`Expected a scale of ${SCALE_NAMES.join(', ')}; got "${String(scale)}".`)
  if (!/^[a-z0-9][a-z0-9.-]{0,63}$/.test(seed))
    throw new UsageError(
      `Expected a seed of 1 to 64 lower-case letters, digits, dots and dashes; got "${seed}".`,
    )
  if (schema !== undefined && !isSchemaVersion(schema))
    throw new UsageError(
      `Expected a schema version of ${SCHEMA_VERSIONS.join(', ')}; got ${String(schema)}.`,
    )
}

async function makeEntry(request: SnapshotRequest, directory: string): Promise<void> {
  const { scale, seed, schema = DEFAULT_SCHEMA, signal } = request
  await addEntry(directory, signal, async (path) => {
    await writeRecipe(path, planSnapshot(scale, seed), schema, request)
    request.onProgress?.('Reading the events once more, for counts and digests.')
    const { name: recipe, version: recipeVersion } = RECIPE
    return {
      origin: { kind: 'recipe', recipe, recipeVersion, seed, scale },
      check: ({ logicalDigest }) => checkKnownDigest(`${scale}/${seed}`, logicalDigest),
    }
  })
}

/** Numbers of two machines compare only if both measured the same rows. */
function checkKnownDigest(what: string, digest: string): void {
  const known = KNOWN_DIGESTS[what]
  if (known !== undefined && known !== digest)
    throw new MeasurementError(
      `Expected the rows of recipe version ${RECIPE.version}, ${what}, to have the digest ${known}, ` +
        `got ${digest}: the recipe was changed without a new version, or this engine computes differently.`,
    )
}
