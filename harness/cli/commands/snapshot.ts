// `snapshot make` and `snapshot list`.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { EXIT, UsageError } from '../../core/errors.ts'
import { makeSnapshot } from '../../snapshots/make-snapshot.ts'
import type { SnapshotRequest } from '../../snapshots/make-snapshot.ts'
import { readManifest } from '../../snapshots/manifest.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { createProgressLines } from '../progress-lines.ts'

export type Scale = SnapshotRequest['scale']

const SCALES: readonly string[] = ['tiny', 'small', 'golden'] satisfies Scale[]

export function isScale(text: string): text is Scale {
  return SCALES.includes(text)
}

export async function snapshotMakeCommand(
  context: Context,
  options: { readonly scale: string; readonly seed: string },
): Promise<number> {
  if (!isScale(options.scale))
    throw new UsageError(`Expected --scale ${SCALES.join(', ')}, got "${options.scale}".`)
  const { scale, seed } = options
  await checkCache(context)
  const progress = createProgressLines(context.stderr, () => performance.now())
  const interruption = listenForInterruption(progress.step)
  try {
    const { signal } = interruption
    const cache = cacheDirectory(context)
    const onProgress = progress.step
    const snapshot = await makeSnapshot({ scale, seed, cacheDirectory: cache, onProgress, signal })
    progress.done()
    context.stdout.write(`${snapshot.path}\n`)
    for (const bucket of snapshot.facts?.buckets ?? [])
      context.stdout.write(`${String(bucket.events).padStart(9)}  ${bucket.id}\n`)
    return EXIT.pass
  } finally {
    progress.done()
    interruption.dispose()
  }
}

export async function snapshotListCommand(context: Context): Promise<number> {
  const directory = join(cacheDirectory(context), 'snapshots')
  const entries = await readdir(directory).catch(() => [])
  for (const entry of entries.toSorted((a, b) => (a < b ? -1 : 1))) {
    const read = await readManifest(join(directory, entry, 'manifest.json'))
    if (!('manifest' in read)) continue
    const { events, bytes, logicalDigest } = read.manifest
    const megabytes = (bytes / 1e6).toFixed(1)
    context.stdout.write(
      `${entry}  ${events} events  ${megabytes} MB  ${logicalDigest.slice(0, 12)}\n`,
    )
  }
  return EXIT.pass
}
