// Builds, snapshot and session of one comparison, new or continued, into its file.
import type { LoadedConfig } from '../config/load-config.ts'
import type { GateRules } from '../core/gate-rules.ts'
import type { Profiler } from '../cpu-profiles/profilers/profiler.ts'
import { decide } from '../judge/decide.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import type { Placement } from '../machine/placement.ts'
import type { Chain, HeaderCalibration, ScenarioPlan, Session } from '../results/schema.ts'
import { appendEnd, appendUnit, createSessionFile } from '../results/store.ts'
import { runSession } from '../session/run-session.ts'
import type { SessionOutcome, SessionSink } from '../session/session-request.ts'
import type { Run } from '../targets/run.ts'
import { cacheDirectory } from './context.ts'
import type { Context } from './context.ts'
import { describeDecision } from './look-progress.ts'
import { prepareSnapshot } from './prepare-snapshot.ts'
import type { LocatedSnapshot } from './prepare-snapshot.ts'
import { prepareTargets, serverEnvironment } from './prepare-targets.ts'
import type { ProgressLines } from './progress-lines.ts'
import { profilingOf } from './profiling.ts'
import type { Comparison } from './resolve-comparison.ts'
import { checkSameBuild } from './resume.ts'
import { toolVersion } from './tool-version.ts'

export interface Measuring {
  readonly context: Context
  readonly loaded: LoadedConfig
  readonly comparison: Comparison
  readonly located: LocatedSnapshot
  readonly placement: Placement
  /** Instead of what the rehearsal's costs would give. */
  readonly fixedPlan: readonly ScenarioPlan[] | undefined
  readonly judging: Partial<JudgeSettings>
  /** Stands in the session, so that whoever reads it judges alike. */
  readonly gate: GateRules | undefined
  /** Whether to go on, where that does not follow from what gates. */
  readonly askAfterUnit?: ((session: Session) => boolean) | undefined
  /** Set where the builds are steps of a chain. */
  readonly chain?: Chain | undefined
  /** The command that repeats the session. */
  readonly command: string
  readonly budgetMs: number | undefined
  readonly resumed: Session | undefined
  /** For what changed; undefined where nobody asked. */
  readonly profiler: Profiler | undefined
  /** What this machine was found to find with this config; undefined where nobody calibrated it. */
  readonly calibration: HeaderCalibration | undefined
  readonly sessionFile: string
  readonly run: Run
  readonly signal: AbortSignal
  readonly progress: ProgressLines
}

/** Two invocations that write into one file would spoil it; whoever writes has the lock. */
const LOCK_TIMEOUT_MS = 1000

export async function measure(measuring: Measuring): Promise<SessionOutcome> {
  const { context, loaded, comparison, located, resumed, run, signal, progress } = measuring
  const id = resumed?.header.id ?? run.id
  await run.lock(`session-${id}`, { timeoutMs: LOCK_TIMEOUT_MS, signal })
  const cache = cacheDirectory(context)
  const targets = await prepareTargets({
    context,
    loaded,
    comparison,
    run,
    signal,
    cacheDirectory: cache,
    onStep: progress.step,
    checkBuild: (label, ref, recipe) => {
      const info = resumed?.header.targets.find((target) => target.label === label)
      if (info !== undefined) checkSameBuild(info, ref, recipe)
    },
  })
  const snapshot = await prepareSnapshot(located, {
    cacheDirectory: cache,
    onProgress: progress.step,
    signal,
  })
  return runSession({
    id,
    tool: { name: 'heartbench', version: toolVersion() },
    command: measuring.command,
    seed: comparison.seed,
    units: comparison.units,
    looks: comparison.looks,
    plan: comparison.plan,
    fixedPlan: measuring.fixedPlan,
    budgetMs: measuring.budgetMs,
    gate: measuring.gate,
    chain: measuring.chain,
    calibration: measuring.calibration,
    resumed,
    cpuProfiles:
      measuring.profiler &&
      profilingOf(measuring.profiler, loaded.config, measuring.judging, measuring.sessionFile),
    targets,
    scenarios: comparison.scenarios,
    configFile: loaded.file,
    snapshot,
    placement: measuring.placement,
    disturbedUnits: loaded.config.disturbedUnits,
    restart: loaded.config.restart,
    owner: run,
    environment: serverEnvironment(context),
    sink: fileSink(measuring.sessionFile),
    onProgress: progress.onProgress,
    signal,
    shouldContinue: (session) => shouldContinue(session, measuring),
  })
}

/** Without a plan of looks verdicts are read once, when everything is measured. */
function shouldContinue(session: Session, measuring: Measuring): boolean {
  const { comparison, judging, progress, askAfterUnit } = measuring
  if (askAfterUnit !== undefined) return askAfterUnit(session)
  if (comparison.looks === undefined) return true
  const decision = decide(session, judging)
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
