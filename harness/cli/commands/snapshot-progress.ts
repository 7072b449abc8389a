// What making and importing have in common: steps on stderr, Ctrl-C, and the path and the buckets on stdout.
import type { Snapshot } from '../../snapshots/snapshot.ts'
import type { Context } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { createProgressLines } from '../progress-lines.ts'

export interface Running {
  readonly onProgress: (message: string) => void
  readonly signal: AbortSignal
}

export async function withProgress<Result>(
  context: Context,
  work: (running: Running) => Promise<Result>,
): Promise<Result> {
  const progress = createProgressLines(context.stderr, () => performance.now())
  const interruption = listenForInterruption(progress.step)
  try {
    return await work({ onProgress: progress.step, signal: interruption.signal })
  } finally {
    progress.done()
    interruption.dispose()
  }
}

export function printMade(context: Context, snapshot: Snapshot): void {
  context.stdout.write(`${snapshot.path}\n`)
  for (const bucket of snapshot.facts?.buckets ?? [])
    context.stdout.write(`${String(bucket.events).padStart(9)}  ${bucket.id}\n`)
}
