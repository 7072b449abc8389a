// What a session is asked to do, and what it hands back. `SessionSink` is where its lines go.
import type { GateRules } from '../core/gate-rules.ts'
import type { Scenario } from '../core/scenario.ts'
import type { Placement } from '../machine/placement.ts'
import type {
  Chain,
  HeaderCalibration,
  ScenarioPlan,
  Session,
  SessionEnd,
  SessionHeader,
  UnitResult,
} from '../results/schema.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import type { ProcessOwner } from '../targets/target.ts'
import type { PlanSettings } from './plan.ts'
import type { ProfilingRequest } from './profiling-request.ts'
import type { OnProgress } from './progress.ts'
import type { SessionTarget } from './session-target.ts'

/** Where lines of the session go as they are made; the store writes them to a file. */
export interface SessionSink {
  header(header: SessionHeader): Promise<void>
  unit(unit: UnitResult): Promise<void>
  end(end: SessionEnd): Promise<void>
}

export interface SessionRequest {
  readonly id: string
  readonly tool: SessionHeader['tool']
  /** The command that repeats the session. */
  readonly command: string
  readonly seed: string
  readonly units: number
  /** Numbers of complete units at which verdicts will be read; undefined: once, at the end. */
  readonly looks?: readonly number[] | undefined
  /** Time after which no further unit begins, from the rehearsal on; undefined: none. */
  readonly budgetMs?: number | undefined
  /** Rules that the session will be judged by; undefined where no gate measures it. */
  readonly gate?: GateRules | undefined
  /** The builds are steps of a chain; undefined where they are merely compared. */
  readonly chain?: Chain | undefined
  /** What sessions like this one find on this machine; undefined where nobody knows. */
  readonly calibration?: HeaderCalibration | undefined
  /** The session that is continued: its plan and its units stay. */
  readonly resumed?: Session | undefined
  /** To explain what changed, after the last unit; undefined where nobody asked. */
  readonly cpuProfiles?: ProfilingRequest | undefined
  readonly plan: PlanSettings
  /** Holds for every scenario, whatever the rehearsal tells; undefined: the plan follows from its costs. */
  readonly fixedPlan?: readonly ScenarioPlan[] | undefined
  readonly targets: readonly SessionTarget[]
  readonly scenarios: readonly Scenario[]
  readonly configFile: string
  readonly snapshot: Snapshot | undefined
  /** Where load generator and servers run. */
  readonly placement: Placement
  /** Whether units that break a validity rule are void and measured again, or merely noted. */
  readonly disturbedUnits: 'repeat' | 'keep'
  /** Whether every server is started once more at the end of a unit. */
  readonly restart?: boolean | undefined
  readonly owner: ProcessOwner
  /** Environment of the load generator. */
  readonly environment: NodeJS.ProcessEnv
  readonly sink: SessionSink
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
  /** Asked after every unit, and before the first of a continued session, with what there is so far. */
  shouldContinue(session: Session): boolean
}

/** `failure` ended the session early; everything measured before it is in `session`. */
export interface SessionOutcome {
  readonly session: Session
  readonly failure: Error | undefined
}

/** What every start of servers needs of it. */
export const startContext = ({ owner, placement, snapshot, signal }: SessionRequest) => ({
  owner,
  placement,
  snapshot,
  signal,
})
