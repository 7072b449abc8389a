// The whole examination: facts, what the checks make of them, and what effect could be seen here.
import { DEFAULT_SETTINGS } from '../judge/settings.ts'
import type { Session } from '../results/schema.ts'
import { worstState } from './check.ts'
import type { CheckResult, CheckState } from './check.ts'
import { CHECKS } from './checks/catalogue.ts'
import { detectable, plansFor } from './detectable.ts'
import type { Answer, Cost, Detectable, Plan, Wish } from './detectable.ts'
import type { Facts } from './facts.ts'
import { costOf, noiseOf } from './session-noise.ts'

export interface NamedResult extends CheckResult {
  readonly id: string
  readonly title: string
}

/** Where the noise comes from that an estimate rests on. */
export type NoiseSource =
  | {
      readonly kind: 'trial'
      readonly units: number
      /** Units that would not have counted in a session. */
      readonly disturbed: number
      /** Why there is nothing to estimate from. */
      readonly failure?: string
    }
  | {
      readonly kind: 'session'
      readonly file: string
      readonly units: number
      /** Settings in which this machine differs from that of the session. */
      readonly differs: readonly string[]
    }

export interface Detection {
  readonly state: CheckState
  readonly source: NoiseSource
  readonly wish: Wish
  readonly cost: Cost | undefined
  readonly plans: readonly Plan[]
  /** One per gating metric. */
  readonly rows: readonly Detectable[]
}

export interface Examination {
  readonly state: Exclude<CheckState, 'unknown'>
  readonly facts: Facts
  readonly results: readonly NamedResult[]
  readonly detection: Detection
}

export function weighFacts(facts: Facts): NamedResult[] {
  return CHECKS.map(({ id, title, weigh }) => Object.assign({ id, title }, weigh(facts)))
}

export function examine(facts: Facts, detection: Detection): Examination {
  const results = weighFacts(facts)
  const state = worstState([...results.map((result) => result.state), detection.state])
  return { state, facts, results, detection }
}

/** Two builds and the control on the eight standard scenarios; docs/cli.md says what that was calculated from. */
export const REFERENCE_COST: Cost = {
  onceMs: 10_000,
  unitMs: { quick: 44_000, pr: 70_500, nightly: 86_000 },
}

/** What a session's own noise allows; `cost` where its own says nothing about real sessions. */
export function detect(
  session: Session,
  source: NoiseSource,
  wish: Wish,
  cost: Cost | undefined = costOf(session),
): Detection {
  const plans = cost === undefined ? [] : plansFor(wish, cost)
  const risk = 1 - DEFAULT_SETTINGS.confidence
  const rows =
    plans.length === 0 ? [] : noiseOf(session).map((noise) => detectable(noise, plans, wish, risk))
  const state = isSpoilt(source) ? 'bad' : stateOf(rows)
  return { state, source, wish, cost, plans, rows }
}

/** Nothing is known of the noise, and nothing could be measured. */
export function failedDetection(failure: string, wish: Wish): Detection {
  const source = { kind: 'trial', units: 0, disturbed: 0, failure } as const
  return { state: 'bad', source, wish, cost: undefined, plans: [], rows: [] }
}

/** Sessions measure disturbed units again, but end when every third of all was. */
function isSpoilt(source: NoiseSource): boolean {
  return source.kind === 'trial' && source.disturbed > source.units / 3
}

/** The medians decide: tails and waits have margins of their own, which a small effect cannot leave. */
export function medianRows(rows: readonly Detectable[]): readonly Detectable[] {
  return rows.filter(({ noise }) => noise.metric === 'p50')
}

function stateOf(rows: readonly Detectable[]): CheckState {
  const answers = medianRows(rows).map(({ answer }) => answer)
  if (answers.length === 0) return 'unknown'
  const reached = answers.filter(({ kind }) => kind === 'yes').length
  if (reached === answers.length) return 'ok'
  return answers.every(isOutOfReach) ? 'bad' : 'caution'
}

const isOutOfReach = ({ kind }: Answer): boolean => kind === 'no'
