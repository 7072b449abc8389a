// `doctor --project`: everything that a config must be right about, tried in the order in which it fails.
import { loadConfig } from '../config/load-config.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { InterruptedError, UsageError } from '../core/errors.ts'
import { findPlacement } from '../machine/placement.ts'
import { openRun } from '../targets/runs.ts'
import type { Run } from '../targets/run.ts'
import { tryTargets } from '../session/try-targets.ts'
import type { Tried } from '../session/try-targets.ts'
import { checkProjectFiles } from './check-project-files.ts'
import { checkTrial } from './check-project-trial.ts'
import { cacheDirectory } from './context.ts'
import type { Context } from './context.ts'
import { listenForInterruption } from './interruption.ts'
import { locateSnapshot, prepareSnapshot } from './prepare-snapshot.ts'
import { prepareTargets, serverEnvironment } from './prepare-targets.ts'
import { result } from './project-check.ts'
import type { ProjectResult } from './project-check.ts'
import { createProgressLines } from './progress-lines.ts'
import type { ProgressLines } from './progress-lines.ts'
import { resolveComparison } from './resolve-comparison.ts'

export async function examineProject(
  context: Context,
  named: string | undefined,
): Promise<readonly ProjectResult[]> {
  const loaded = await loadConfig(context.directory, named).catch((error: unknown) => {
    if (error instanceof UsageError) return error
    throw error
  })
  if (loaded instanceof UsageError)
    return [result('config', 'Config', 'bad', 'cannot be used', loaded.message)]
  const files = await checkProjectFiles(context, loaded)
  if (files.some(({ state }) => state === 'bad')) return files
  return [...files, ...(await tryInRun(context, loaded))]
}

/** Nothing of the run is left when this returns. */
async function tryInRun(context: Context, loaded: LoadedConfig): Promise<ProjectResult[]> {
  const progress = createProgressLines(context.stderr, () => performance.now())
  const interruption = listenForInterruption((text) => {
    progress.done()
    context.stderr.write(`${text}\n`)
  })
  const run = await openRun({ cacheDirectory: cacheDirectory(context) })
  interruption.onHardExit(() => run.closeSync())
  for (const message of run.swept.messages) context.stderr.write(`${message}\n`)
  try {
    return await tryProject(context, loaded, { run, progress, signal: interruption.signal })
  } finally {
    progress.done()
    await run.close()
    interruption.dispose()
  }
}

interface Trying {
  readonly run: Run
  readonly progress: ProgressLines
  readonly signal: AbortSignal
}

/** The working tree beside itself: what differs between the two changes by itself. */
async function tryProject(
  context: Context,
  loaded: LoadedConfig,
  { run, progress, signal }: Trying,
): Promise<ProjectResult[]> {
  const comparison = resolveComparison(loaded.config, ['one=.', 'two=.'], {})
  const cache = cacheDirectory(context)
  let tried: Tried | undefined
  let failure: Error | undefined
  try {
    const located = await locateSnapshot({
      loaded,
      context,
      named: undefined,
      cacheDirectory: cache,
    })
    const targets = await prepareTargets({
      context,
      loaded,
      comparison,
      run,
      signal,
      cacheDirectory: cache,
      onStep: progress.step,
    })
    const making = { cacheDirectory: cache, onProgress: progress.step, signal }
    const snapshot = await prepareSnapshot(located, making)
    tried = await tryTargets({
      targets,
      scenarios: comparison.scenarios,
      configFile: loaded.file,
      snapshot,
      placement: findPlacement(loaded.config.pinning),
      owner: run,
      environment: serverEnvironment(context),
      onProgress: progress.onProgress,
      signal,
    })
  } catch (error) {
    failure = error as Error
  }
  if (signal.aborted) throw new InterruptedError('Stopped.')
  return checkTrial(tried, failure, comparison.scenarios)
}
