// How much of each scenario a unit holds, fixed before the first unit from the costs that the rehearsal
// measured: the same rounds and warm-up for every build, slices of about 80 ms. Pure.
import { isSequential } from '../core/scenario.ts'
import type { Scenario } from '../core/scenario.ts'
import type { ScenarioPlan } from '../results/schema.ts'

/** What one request of each measured load takes. */
export interface Cost {
  /** Once the process is warm: what a slice is made of. */
  readonly us: number
  /** On average from the start of a process on: what warm-up is made of. */
  readonly freshUs: number
}

/** Per target label. */
export type Costs = Readonly<Record<string, Cost>>

export interface PlanSettings {
  readonly rounds: number
  readonly scenarioBudgetMs: number
  readonly warmupBudgetMs: number
}

/** Long enough to average over the timer tick, short enough that builds see the same machine state. */
const SLICE_MS = 80
/** Where the budget is short, shorter slices: rounds are what noise is averaged over, and fewer than five not trimmed. */
const SLICE_LEAST_MS = 25
const SLICE_REQUESTS_MIN = 5
/** A slice of a slow scenario may take this long before it gets fewer than five requests. */
const SLOW_SLICE_MS = 400
const SLICE_REQUESTS_MAX = 400
/** Of each of several connections: a slice begins and ends with fewer requests under way than in between. */
const ANSWERS_PER_CONNECTION = 10
const ANSWERS_PER_CONNECTION_MIN = 4
const DEFAULT_WINDOW_MS = 1000

/** `baseline` is the label whose slice size candidates of similar speed share. */
export function planScenario(
  scenario: Scenario,
  costs: Costs,
  baseline: string,
  settings: PlanSettings,
): ScenarioPlan {
  const slowestUs = Math.max(...Object.values(costs).map(({ us }) => us))
  const { rounds, scenarioBudgetMs } = settings
  const sliceMs = scenarioBudgetMs / rounds / Object.keys(costs).length
  const size = sliceSize(scenario, costs, baseline, clamp(sliceMs, SLICE_LEAST_MS, SLICE_MS))
  const draft: ScenarioPlan = {
    scenario: scenario.name,
    rounds: 1,
    ...size,
    warmup: warmupCount(slowestUs, costs, settings.warmupBudgetMs),
    dropped: isSequential(scenario) && slowestUs < 5000 ? 5 : 0,
  }
  const affordable = Math.floor(scenarioBudgetMs / roundMs(draft, costs))
  return { ...draft, rounds: clamp(affordable, 1, rounds) }
}

/** Expected time of one round of a scenario over all targets. */
export function roundMs(plan: ScenarioPlan, costs: Costs): number {
  return Object.entries(costs).reduce((sum, [label, { us }]) => {
    // The last request that started is waited for.
    if (plan.requests === undefined) return sum + plan.sliceMs! + Math.max(SLICE_MS, us / 1000)
    return sum + ((plan.requests[label]! + plan.dropped) * us) / 1000
  }, 0)
}

/** Expected time of warm-up and slices of one unit. */
export function unitMs(
  plans: readonly ScenarioPlan[],
  costs: Readonly<Record<string, Costs>>,
): number {
  return plans.reduce((sum, plan) => {
    const ofScenario = costs[plan.scenario]!
    const freshMs = Object.values(ofScenario).reduce((ms, { freshUs }) => ms + freshUs / 1000, 0)
    return sum + plan.warmup * freshMs + plan.rounds * roundMs(plan, ofScenario)
  }, 0)
}

/** Scenarios with fewer rounds are spread over the unit instead of crowding its beginning. */
export function isInRound(plan: ScenarioPlan, round: number, allRounds: number): boolean {
  const before = Math.floor((round * plan.rounds) / allRounds)
  return Math.floor(((round + 1) * plan.rounds) / allRounds) > before
}

function sliceSize(
  scenario: Scenario,
  costs: Costs,
  baseline: string,
  shareMs: number,
): Pick<ScenarioPlan, 'requests' | 'sliceMs'> {
  const [load, ...others] = scenario.loads.filter(({ measured }) => measured)
  const windowMs = scenario.sliceMs ?? DEFAULT_WINDOW_MS
  // Side by side, a count of requests would have one load end while the other goes on alone.
  if (load!.model.kind === 'open' || others.length > 0) return { sliceMs: windowMs }
  const sequential = isSequential(scenario)
  const { connections } = load!.model
  const sizeOf = (costUs: number) =>
    sequential
      ? sequentialRequests(costUs, shareMs)
      : concurrentRequests(costUs, connections, scenario.sliceMs ?? shareMs)
  const requests: Record<string, number> = {}
  const baselineUs = costs[baseline]!.us
  for (const [label, { us }] of Object.entries(costs)) {
    const ratio = us / baselineUs
    // Builds of similar speed get the same count, so that their quantiles mean the same.
    requests[label] = sizeOf(ratio > 0.25 && ratio < 4 ? baselineUs : us)
  }
  return { requests }
}

function sequentialRequests(costUs: number, sliceMs: number): number {
  const costMs = Math.max(costUs, 1) / 1000
  if (SLICE_REQUESTS_MIN * costMs > SLOW_SLICE_MS)
    return Math.max(1, Math.floor(SLOW_SLICE_MS / costMs))
  return clamp(Math.round(sliceMs / costMs), SLICE_REQUESTS_MIN, SLICE_REQUESTS_MAX)
}

/** As many as fill the slice, but some per connection; fewer of those only where they take longer than a second. */
function concurrentRequests(costUs: number, connections: number, sliceMs: number): number {
  const within = (ms: number) => Math.round((ms * 1000) / Math.max(costUs, 1))
  const enough = Math.min(connections * ANSWERS_PER_CONNECTION, within(DEFAULT_WINDOW_MS))
  const least = Math.max(connections * ANSWERS_PER_CONNECTION_MIN, enough)
  return clamp(within(sliceMs), least, 20_000)
}

/** Fixed counts per class of endpoint (how many requests a fresh Node process needs), cut for slow ones. */
function warmupCount(slowestUs: number, costs: Costs, budgetMs: number): number {
  const wanted = slowestUs < 500 ? 3000 : slowestUs < 10_000 ? 2000 : 30
  const slowestFreshUs = Math.max(1, ...Object.values(costs).map(({ freshUs }) => freshUs))
  return clamp(Math.floor((budgetMs * 1000) / slowestFreshUs), 1, wanted)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
