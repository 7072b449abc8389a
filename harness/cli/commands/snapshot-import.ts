// `snapshot import`: somebody's real database becomes a snapshot.
import { resolve } from 'node:path'
import { EXIT } from '../../core/errors.ts'
import { importSnapshot } from '../../snapshots/import-snapshot.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { printMade, withProgress } from './snapshot-progress.ts'

export interface SnapshotImportOptions {
  readonly name?: string
  readonly anonymise?: boolean
}

export async function snapshotImportCommand(
  context: Context,
  file: string,
  options: SnapshotImportOptions,
): Promise<number> {
  const path = resolve(context.directory, file)
  const { name, anonymise = false } = options
  await checkCache(context)
  const cache = cacheDirectory(context)
  const snapshot = await withProgress(context, (running) =>
    importSnapshot({ path, name, anonymise, cacheDirectory: cache, ...running }),
  )
  printMade(context, snapshot)
  const { origin } = snapshot.manifest!
  if (origin.kind === 'import' && origin.skipped > 0)
    context.stderr.write(
      `${origin.skipped} rows were left out: of no bucket, or without a time or a JSON object.\n`,
    )
  context.stderr.write(`Use it with: heartbench compare --snapshot ${snapshot.name}\n`)
  return EXIT.pass
}
