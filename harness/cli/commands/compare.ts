// The main job: refs → builds → session → reports → exit code. Everything typed is checked before anything is made.
import { dirname, join, relative, resolve } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { EXIT, InterruptedError } from '../../core/errors.ts'
import { findPlacement } from '../../machine/placement.ts'
import { isOpenEnd } from '../../results/continuing.ts'
import type { SessionOutcome } from '../../session/session-request.ts'
import { openRun } from '../../targets/runs.ts'
import { checkWritable } from '../check-writable.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { readPlan } from '../plan-from.ts'
import { measure } from '../measure.ts'
import type { Measuring } from '../measure.ts'
import { locateAgain, locateSnapshot } from '../prepare-snapshot.ts'
import { createProgressLines } from '../progress-lines.ts'
import { repeatCommand } from '../repeat-command.ts'
import { resolveComparison } from '../resolve-comparison.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import { checkSameMachine, readResumed, resumedComparison } from '../resume.ts'
import type { Resumed } from '../resume.ts'
import { judgeSettings, writeReports } from './report.ts'

export async function compareCommand(
  context: Context,
  refs: readonly string[],
  options: CompareOptions,
): Promise<number> {
  const resumed = await readResumed(context, refs, options)
  const loaded = await loadConfig(context.directory, options.config)
  const out = outDirectory(context, loaded, options, resumed)
  await checkWritable(out, 'Name another with --out, or with reports in the config.')
  await checkCache(context)
  const prepared = await prepare(context, loaded, refs, options, resumed)
  const { outcome, sessionFile } = await measureInRun(prepared, out, resumed?.file)
  const code = await writeReports(context, sessionFile, out, prepared.judging)
  if (outcome.session.end !== undefined && isOpenEnd(outcome.session.end))
    context.stderr.write(`${howToResume(context, sessionFile, options)}\n`)
  if (outcome.failure instanceof InterruptedError) return EXIT.interrupted
  if (outcome.failure !== undefined) throw outcome.failure
  return code
}

type Prepared = Omit<Measuring, 'run' | 'signal' | 'progress' | 'sessionFile'>

async function prepare(
  context: Context,
  loaded: LoadedConfig,
  refs: readonly string[],
  options: CompareOptions,
  resumed: Resumed | undefined,
): Promise<Prepared> {
  const comparison =
    resumed === undefined
      ? resolveComparison(loaded.config, refs, options)
      : resumedComparison(loaded, resumed)
  const fixedPlan = await readPlan(context, comparison, options)
  const cache = cacheDirectory(context)
  const choice = { loaded, context, named: options.snapshot, cacheDirectory: cache }
  const header = resumed?.session.header
  const located =
    header === undefined ? await locateSnapshot(choice) : await locateAgain(choice, header.snapshot)
  const placement = findPlacement(loaded.config.pinning)
  if (header !== undefined) checkSameMachine(header, placement)
  return {
    context,
    loaded,
    comparison,
    located,
    placement,
    fixedPlan,
    judging: judgeSettings(options),
    command: repeatCommand(context, loaded, comparison, options),
    budgetMs: options.budget,
    resumed: resumed?.session,
  }
}

/** Whatever happens, nothing of the run is left when this returns. */
async function measureInRun(
  prepared: Prepared,
  out: string,
  resumedFile: string | undefined,
): Promise<{ outcome: SessionOutcome; sessionFile: string }> {
  const { context } = prepared
  const progress = createProgressLines(context.stderr, () => performance.now())
  const interruption = listenForInterruption((text) => {
    progress.done()
    context.stderr.write(`${text}\n`)
  })
  const { signal } = interruption
  const run = await openRun({ cacheDirectory: cacheDirectory(context) })
  interruption.onHardExit(() => run.closeSync())
  for (const message of run.swept.messages) context.stderr.write(`${message}\n`)
  const sessionFile = resumedFile ?? join(out, `${run.id}.session.jsonl`)
  try {
    const outcome = await measure({ ...prepared, sessionFile, run, signal, progress })
    return { outcome, sessionFile }
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    progress.done()
    await run.close()
    interruption.dispose()
  }
}

/** Reports of a continued session go where those of its first part went: beside its file. */
function outDirectory(
  { directory }: Context,
  loaded: LoadedConfig,
  { out }: CompareOptions,
  resumed: Resumed | undefined,
): string {
  if (out !== undefined) return resolve(directory, out)
  return resumed === undefined
    ? resolve(loaded.directory, loaded.config.reports)
    : dirname(resumed.file)
}

function howToResume({ directory }: Context, file: string, options: CompareOptions): string {
  const { config, strict = false } = options
  const named = config === undefined ? '' : ` --config ${config}`
  return `Resume it with: heartbench compare --resume ${relative(directory, file)}${named}${strict ? ' --strict' : ''}`
}
