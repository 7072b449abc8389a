// What the parts of a unit are given, and what a unit gives back.
import type { Scenario } from '../core/scenario.ts'
import type { Canary } from '../machine/canary.ts'
import type { ScenarioInfo, ScenarioPlan, UnitResult } from '../results/schema.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import type { Driver } from './driver.ts'
import type { OnProgress } from './progress.ts'
import type { SessionRequest } from './session-request.ts'
import type { SessionTarget } from './session-target.ts'
import type { StartContext } from './subjects.ts'

export interface UnitRequest {
  readonly index: number
  readonly units: number
  readonly targets: readonly SessionTarget[]
  readonly scenarios: readonly Scenario[]
  readonly scenarioInfos: readonly ScenarioInfo[]
  readonly plans: readonly ScenarioPlan[]
  readonly start: Omit<StartContext, 'seed' | 'name' | 'onStart'>
  readonly seed: string
  /** What the snapshot holds; undefined when it is no ActivityWatch database. */
  readonly rows: RowCount | undefined
  readonly driver: Driver
  readonly canary: Canary
  readonly disturbedUnits: SessionRequest['disturbedUnits']
  readonly restart: boolean
  readonly onProgress: OnProgress
}

/** A unit that broke off is void; `failure` says why, and the session ends with it. */
export interface UnitOutcome {
  readonly unit: UnitResult
  readonly failure: Error | undefined
}
