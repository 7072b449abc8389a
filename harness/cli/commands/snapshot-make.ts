// `snapshot make`: a snapshot by recipe, from the cache if it is there.
import { EXIT, UsageError } from '../../core/errors.ts'
import { isScale, makeSnapshot, SCALE_NAMES } from '../../snapshots/make-snapshot.ts'
import { isSchemaVersion, SCHEMA_VERSIONS } from '../../snapshots/schema.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { printMade, withProgress } from './snapshot-progress.ts'

export interface SnapshotMakeOptions {
  readonly scale: string
  readonly seed: string
  readonly schema: string
}

export async function snapshotMakeCommand(
  context: Context,
  options: SnapshotMakeOptions,
): Promise<number> {
  const { scale, seed } = options
  const schema = Number(options.schema)
  if (!isScale(scale))
    throw new UsageError(`Expected --scale ${SCALE_NAMES.join(', ')}, got "${scale}".`)
  if (!isSchemaVersion(schema))
    throw new UsageError(
      `Expected --schema ${SCHEMA_VERSIONS.join(', ')}, got "${options.schema}".`,
    )
  await checkCache(context)
  const snapshot = await withProgress(context, (running) =>
    makeSnapshot({ scale, seed, schema, cacheDirectory: cacheDirectory(context), ...running }),
  )
  printMade(context, snapshot)
  return EXIT.pass
}
