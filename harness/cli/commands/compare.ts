// The main job: refs → builds → session → reports → exit code. Everything typed is checked before anything is made.
import { dirname, join, relative, resolve } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import type { GateRules } from '../../core/gate-rules.ts'
import { EXIT, InterruptedError } from '../../core/errors.ts'
import type { JudgeSettings } from '../../judge/settings.ts'
import { findPlacement } from '../../machine/placement.ts'
import { isOpenEnd } from '../../results/continuing.ts'
import type { Chain, Session } from '../../results/schema.ts'
import type { SessionOutcome } from '../../session/session-request.ts'
import { openRun } from '../../targets/runs.ts'
import { calibrationFor } from '../calibration/for-session.ts'
import { checkWritable } from '../check-writable.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { readPlan } from '../plan-from.ts'
import { measure } from '../measure.ts'
import type { Measuring } from '../measure.ts'
import { locateAgain, locateSnapshot } from '../prepare-snapshot.ts'
import { resolveProfiler } from '../profiling.ts'
import { createProgressLines } from '../progress-lines.ts'
import { repeatCommand } from '../repeat-command.ts'
import { resolveComparison } from '../resolve-comparison.ts'
import type { CompareOptions, Comparison } from '../resolve-comparison.ts'
import { checkSameMachine, readResumed, resumedComparison } from '../resume.ts'
import type { Resumed } from '../resume.ts'
import { judgeSettings, writeReports } from './report.ts'

/** What a command that measures judges by, and what it is called. */
export interface Purpose {
  readonly name: 'compare' | 'gate' | 'attribute'
  readonly judging: Partial<JudgeSettings>
  readonly gate: GateRules | undefined
  /** Of the session file, instead of the name of the run. */
  readonly sessionName?: string
  /** Instead of "until all that gates is decided"; asked after every unit. */
  readonly shouldContinue?: (session: Session) => boolean
  /** Aborted by what was pressed before the run listened. */
  readonly stop?: AbortSignal
  /** Set when the refs are a chain, each a step beyond the one before. */
  readonly chain?: { readonly ranges: Chain['ranges'] } | undefined
  /** A calibration is measured anew: what an earlier one said has no place in it. */
  readonly isCalibrating?: true
}

/** A session that was measured; `outcome` may hold what ended it early. */
export interface Measured {
  readonly outcome: SessionOutcome
  readonly sessionFile: string
  readonly out: string
  readonly purpose: Purpose
}

export async function compareCommand(
  context: Context,
  refs: readonly string[],
  options: CompareOptions,
): Promise<number> {
  const judging = judgeSettings(options)
  const measured = await measureRefs(context, refs, options, () => ({
    name: 'compare',
    judging,
    gate: undefined,
  }))
  const { sessionFile, out } = measured
  const { judgement } = await writeReports(context, sessionFile, out, judging)
  return conclude(context, measured, judgement.exitCode, options)
}

/** Everything up to the session file. What it is for may depend on the config, or on the session that is continued. */
export async function measureRefs(
  context: Context,
  refs: readonly string[],
  options: CompareOptions,
  findPurpose: (loaded: LoadedConfig, resumed: Session | undefined) => Purpose,
): Promise<Measured> {
  const resumed = await readResumed(context, refs, options)
  const loaded = await loadConfig(context.directory, options.config)
  const purpose = findPurpose(loaded, resumed?.session)
  return measureLoaded({ context, loaded, refs, options, resumed, purpose })
}

/** The same with a config that is loaded, and perhaps not as it stands in its file. */
export async function measureLoaded(asked: Asked): Promise<Measured> {
  const { context, loaded, options, resumed, purpose } = asked
  const out = outDirectory(context, loaded, options, resumed)
  await checkWritable(out, 'Name another with --out, or with reports in the config.')
  await checkCache(context)
  const prepared = await prepare(asked)
  const measured = await measureInRun(prepared, out, purpose, resumed?.file)
  return { ...measured, out, purpose }
}

/** What ended the session early ends the command, too, once what there is has been reported. */
export function conclude(
  context: Context,
  { outcome, sessionFile, purpose }: Measured,
  code: number,
  options: CompareOptions,
): number {
  if (outcome.session.end !== undefined && isOpenEnd(outcome.session.end))
    context.stderr.write(`${howToResume(context, sessionFile, purpose, options)}\n`)
  if (outcome.failure instanceof InterruptedError) return EXIT.interrupted
  if (outcome.failure !== undefined) throw outcome.failure
  return code
}

type Prepared = Omit<Measuring, 'run' | 'signal' | 'progress' | 'sessionFile'>

export interface Asked {
  readonly context: Context
  readonly loaded: LoadedConfig
  readonly refs: readonly string[]
  readonly options: CompareOptions
  readonly resumed: Resumed | undefined
  readonly purpose: Purpose
}

async function prepare(asked: Asked): Promise<Prepared> {
  const { context, loaded, refs, options, resumed, purpose } = asked
  const comparison =
    resumed === undefined
      ? resolveComparison(loaded.config, refs, options)
      : resumedComparison(loaded, resumed)
  const profiler = resolveProfiler(loaded.config, options)
  const fixedPlan = await readPlan(context, comparison, options)
  const cache = cacheDirectory(context)
  const choice = { loaded, context, named: options.snapshot, cacheDirectory: cache }
  const header = resumed?.session.header
  const located =
    header === undefined ? await locateSnapshot(choice) : await locateAgain(choice, header.snapshot)
  const placement = findPlacement(loaded.config.pinning)
  const looks = comparison.looks ?? [comparison.units]
  if (header !== undefined) checkSameMachine(header, placement)
  return {
    context,
    loaded,
    comparison,
    located,
    placement,
    fixedPlan,
    judging: purpose.judging,
    gate: purpose.gate,
    askAfterUnit: purpose.shouldContinue,
    chain: describeChain(comparison, purpose),
    command: repeatCommand(purpose.name, context, loaded, comparison, options),
    budgetMs: options.budget,
    resumed: resumed?.session,
    profiler,
    calibration:
      // What is continued keeps what its header says.
      purpose.isCalibrating === true || header !== undefined
        ? undefined
        : await calibrationFor(context, loaded, located, placement, looks),
  }
}

/** As the session file has it; nobody's step is the control. */
function describeChain({ names, addedControl }: Comparison, { chain }: Purpose): Chain | undefined {
  if (chain === undefined) return undefined
  const targets = names.map(({ label }) => label).filter((label) => label !== addedControl)
  return { targets, ...(chain.ranges !== undefined && { ranges: chain.ranges }) }
}

/** Whatever happens, nothing of the run is left when this returns. */
async function measureInRun(
  prepared: Prepared,
  out: string,
  { sessionName, stop }: Purpose,
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
  const sessionFile = resumedFile ?? join(out, `${sessionName ?? run.id}.session.jsonl`)
  try {
    stop?.throwIfAborted()
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

function howToResume(
  { directory }: Context,
  file: string,
  { name }: Purpose,
  options: CompareOptions,
): string {
  const { config, strict = false, cpuProfiles = false } = options
  const named = config === undefined ? '' : ` --config ${config}`
  return `Resume it with: heartbench ${name} --resume ${relative(directory, file)}${named}${strict ? ' --strict' : ''}${cpuProfiles ? ' --cpu-profiles' : ''}`
}
