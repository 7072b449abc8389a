// The main job: refs → builds → session → reports → exit code.
import { join, resolve } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { EXIT, InterruptedError } from '../../core/errors.ts'
import { decide } from '../../judge/decide.ts'
import { findPlacement } from '../../machine/placement.ts'
import type { Placement } from '../../machine/placement.ts'
import type { Session } from '../../results/schema.ts'
import { appendEnd, appendUnit, createSessionFile } from '../../results/store.ts'
import { runSession } from '../../session/run-session.ts'
import type { SessionOutcome, SessionSink } from '../../session/session-request.ts'
import { openRun } from '../../targets/runs.ts'
import type { Run } from '../../targets/run.ts'
import { checkWritable } from '../check-writable.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import type { Interruption } from '../interruption.ts'
import { describeDecision } from '../look-progress.ts'
import { createProgressLines } from '../progress-lines.ts'
import type { ProgressLines } from '../progress-lines.ts'
import { prepareTargets, serverEnvironment } from '../prepare-targets.ts'
import { locateSnapshot, prepareSnapshot } from '../prepare-snapshot.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import { repeatCommand } from '../repeat-command.ts'
import { resolveComparison } from '../resolve-comparison.ts'
import type { CompareOptions, Comparison } from '../resolve-comparison.ts'
import { toolVersion } from '../tool-version.ts'
import { judgeSettings, writeReports } from './report.ts'

export async function compareCommand(
  context: Context,
  refs: readonly string[],
  options: CompareOptions,
): Promise<number> {
  const loaded = await loadConfig(context.directory, options.config)
  const comparison = resolveComparison(loaded.config, refs, options)
  const out = resolve(
    options.out === undefined ? loaded.directory : context.directory,
    options.out ?? loaded.config.reports,
  )
  await checkWritable(out, 'Name another with --out, or with reports in the config.')
  await checkCache(context)
  const cache = cacheDirectory(context)
  const located = await locateSnapshot({
    loaded,
    context,
    named: options.snapshot,
    cacheDirectory: cache,
  })
  const placement = findPlacement(loaded.config.pinning)
  const progress = createProgressLines(context.stderr, () => performance.now())
  const interruption = listenForInterruption((text) => {
    progress.done()
    context.stderr.write(`${text}\n`)
  })
  const run = await openRun({ cacheDirectory: cache })
  interruption.onHardExit(() => run.closeSync())
  for (const message of run.swept.messages) context.stderr.write(`${message}\n`)
  const sessionFile = join(out, `${run.id}.session.jsonl`)
  let outcome: SessionOutcome
  try {
    outcome = await measure(
      { context, loaded, comparison, located, placement, options, run, interruption, progress },
      sessionFile,
    )
  } catch (error) {
    throw interruption.signal.aborted ? interruption.signal.reason : error
  } finally {
    progress.done()
    await run.close()
    interruption.dispose()
  }
  const code = await writeReports(context, sessionFile, out, judgeSettings(options))
  if (outcome.failure instanceof InterruptedError) return EXIT.interrupted
  if (outcome.failure !== undefined) throw outcome.failure
  return code
}

interface Measuring {
  readonly context: Context
  readonly loaded: LoadedConfig
  readonly comparison: Comparison
  readonly located: LocatedSnapshot
  readonly placement: Placement
  readonly options: CompareOptions
  readonly run: Run
  readonly interruption: Interruption
  readonly progress: ProgressLines
}

async function measure(measuring: Measuring, sessionFile: string): Promise<SessionOutcome> {
  const { context, loaded, comparison, located, options, run, interruption, progress } = measuring
  const { signal } = interruption
  const cache = cacheDirectory(context)
  const targets = await prepareTargets({
    context,
    loaded,
    comparison,
    run,
    signal,
    cacheDirectory: cache,
    onStep: progress.step,
  })
  const snapshot = await prepareSnapshot(located, {
    cacheDirectory: cache,
    onProgress: progress.step,
    signal,
  })
  const { config } = loaded
  return runSession({
    id: run.id,
    tool: { name: 'heartbench', version: toolVersion() },
    command: repeatCommand(context, loaded, comparison, options),
    seed: comparison.seed,
    units: comparison.units,
    looks: comparison.looks,
    plan: {
      rounds: comparison.rounds,
      scenarioBudgetMs: config.scenarioBudgetMs,
      warmupBudgetMs: config.warmupBudgetMs,
    },
    targets,
    scenarios: comparison.scenarios,
    configFile: loaded.file,
    snapshot,
    placement: measuring.placement,
    owner: run,
    environment: serverEnvironment(context),
    sink: fileSink(sessionFile),
    onProgress: progress.onProgress,
    signal,
    shouldContinue: (session) => shouldContinue(session, measuring),
  })
}

/** Without a plan of looks verdicts are read once, when everything is measured. */
function shouldContinue(session: Session, { comparison, options, progress }: Measuring): boolean {
  if (comparison.looks === undefined) return true
  const decision = decide(session, judgeSettings(options))
  const look = describeDecision(decision, session)
  if (look !== undefined) progress.onProgress(look)
  return decision.shouldContinue
}

function fileSink(path: string): SessionSink {
  return {
    header: (header) => createSessionFile(path, header),
    unit: (unit) => appendUnit(path, unit),
    end: (end) => appendEnd(path, end),
  }
}
