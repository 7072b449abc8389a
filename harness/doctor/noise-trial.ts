// A small A/A: the trial server twice, measured exactly as `compare` measures builds, kept in memory.
import type { Placement } from '../machine/placement.ts'
import type { Session, SessionEnd, SessionHeader, UnitResult } from '../results/schema.ts'
import { runSession } from '../session/run-session.ts'
import type { Run } from '../targets/run.ts'
import type { Trial } from './trial.ts'
import { EVENTS } from './trial-scenarios.ts'

export interface NoisePlan {
  /** At most; a machine that is busy elsewhere may not get there in time. */
  readonly units: number
  /** After this no further unit begins, if there are enough for a spread. */
  readonly trialBudgetMs: number
  readonly rounds: number
  readonly warmupBudgetMs: number
}

export interface NoiseTrialRequest {
  readonly plan: NoisePlan
  readonly trial: Trial
  readonly placement: Placement
  readonly run: Run
  readonly environment: NodeJS.ProcessEnv
  readonly onStep: (text: string) => void
  readonly signal: AbortSignal
}

export async function runNoiseTrial(request: NoiseTrialRequest): Promise<Session> {
  const { trial, placement, run, environment, onStep, signal } = request
  const { units, rounds, warmupBudgetMs, trialBudgetMs } = request.plan
  const endMs = performance.now() + trialBudgetMs
  const outcome = await runSession({
    id: run.id,
    tool: { name: 'heartbench', version: 'doctor' },
    command: 'heartbench doctor',
    // Another order in every trial: the same one would keep the same luck.
    seed: run.id,
    units,
    plan: { rounds, scenarioBudgetMs: 60_000, warmupBudgetMs },
    targets: [trial.target('trial', 'baseline'), trial.target('again', 'candidate')],
    scenarios: [EVENTS],
    configFile: trial.configFile,
    snapshot: undefined,
    placement,
    // How noisy the machine is just now is what is asked for.
    disturbedUnits: 'keep',
    owner: run,
    environment,
    sink: FORGETFUL,
    onProgress: (progress) => {
      if (progress.kind === 'starting' && progress.unit !== undefined)
        onStep(`Comparing a trivial server with itself: restart ${progress.unit} of ${units}`)
    },
    signal,
    shouldContinue: (session) => session.units.length < FEWEST_UNITS || performance.now() < endMs,
  })
  if (outcome.failure !== undefined) throw outcome.failure
  return outcome.session
}

/** Two give a spread that may be anything. */
const FEWEST_UNITS = 3

/** The session is read once, from memory. */
const FORGETFUL = {
  header: async (_header: SessionHeader) => {},
  unit: async (_unit: UnitResult) => {},
  end: async (_end: SessionEnd) => {},
}
