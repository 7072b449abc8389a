// An absolute budget, held against the candidate's own value: not against the number that a session happened to see,
// but against the interval that its restarts leave for the typical one.
//
//   x_k = the metric read from all slices of restart k together;  y_k = ln x_k
//   interval = exp(mean y ± t* · sd(y) / √K), t* that of the look, K − 1 degrees of freedom
//
// All slices together, because a percentile of few requests is too low: p95 of 20 is the 19th of them, which 9.5 % of
// all requests exceed on average. A ratio of two such percentiles does not suffer from that, a limit does.
import type { BudgetRule, Limit } from '../core/gate-rules.ts'
import type { Note } from '../core/notes.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { Metric } from '../metrics/metric.ts'
import type { MetricSeries } from '../metrics/series.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Fit } from '../stats/clustered-trimmed.ts'
import type { Estimate } from '../stats/estimate.ts'
import { unitsStillNeeded } from '../stats/precision.ts'
import type { Place } from './places.ts'

export type BudgetVerdict = 'met' | 'broken' | 'unclear' | 'invalid'

export interface BudgetResult extends Place {
  readonly candidate: string
  readonly bound: BudgetRule['bound']
  /** In the metric's unit. */
  readonly limit: number
  /** Typical restart of the candidate, in the metric's unit; undefined with fewer than two values. */
  readonly value: Estimate | undefined
  /** The same of the baseline: whether the candidate is to blame. */
  readonly baselineValue: Estimate | undefined
  readonly verdict: BudgetVerdict
  /** How surprising it is, were the value on its limit; adjusted for all budgets, candidates and looks. */
  readonly alarmP?: number | undefined
  /** Further units that would decide it at the present noise; 0 once decided, undefined where no number would. */
  readonly unitsNeeded: number | undefined
  readonly look?: number | undefined
  readonly notes: readonly Note[]
}

/** A result and, where there is an interval, the centre of ln(value / limit), positive meaning over the budget. */
export interface JudgedBudget {
  readonly result: BudgetResult
  readonly excess?: Fit
}

export interface BudgetCase {
  readonly rule: BudgetRule
  readonly place: Place
  /** Undefined when nothing was read there. */
  readonly series: MetricSeries | undefined
  /** How many complete units the session has. */
  readonly units: number
  readonly baseline: string
  readonly candidate: string
  readonly notes: readonly Note[]
  readonly invalid: boolean
}

/** An interval needs a spread, and a spread needs two. */
const FEWEST_UNITS = 2

export function judgeBudget(budget: BudgetCase, confidence: number): JudgedBudget {
  const { rule, place, series, baseline, candidate, notes } = budget
  const { bound } = rule
  const limit = limitIn(rule.limit, findMetric(place.metric))
  const values = valuesOf(series, candidate)
  const value = typical(values, confidence)
  const baselineValue = typical(valuesOf(series, baseline), confidence)
  const facts = { ...place, candidate, bound, limit, value, baselineValue }
  if (budget.invalid)
    return { result: { ...facts, verdict: 'invalid', unitsNeeded: undefined, notes } }
  if (value === undefined) {
    const result = { ...facts, verdict: 'unclear', unitsNeeded: undefined } as const
    return { result: { ...result, notes: [...notes, whyNoInterval(budget, values)] } }
  }
  const sign = bound === 'at most' ? 1 : -1
  const excess = fitOf(values.map((each) => sign * Math.log(each / limit)))
  const estimate = intervalOf(excess, confidence)
  const verdict = verdictOfExcess(estimate)
  const unitsNeeded = verdict === 'unclear' ? unitsStillNeeded(estimate, 0) : 0
  return { result: { ...facts, verdict, unitsNeeded, notes }, excess }
}

/** `at most 50 ms` is kept by 50 ms itself. */
export function verdictOfExcess({ low, high }: Estimate): BudgetVerdict {
  if (low > 0) return 'broken'
  return high <= 0 ? 'met' : 'unclear'
}

/** Times are written in whatever unit; metrics count in µs or ms. */
export function limitIn({ amount, of }: Limit, { unit }: Pick<Metric, 'unit'>): number {
  return of === 'us' && unit === 'ms' ? amount / 1000 : amount
}

/** Whether a limit such as `50 ms` can be meant for a metric of this unit at all. */
export function fitsUnit({ of }: Limit, { unit }: Pick<Metric, 'unit'>): boolean {
  return of === (unit === 'ms' ? 'us' : unit)
}

/** One per restart. */
function valuesOf(series: MetricSeries | undefined, label: string): readonly number[] {
  const units = series?.wholes.get(label) ?? []
  return units.flatMap(({ values }) => values)
}

function whyNoInterval({ place, units }: BudgetCase, values: readonly number[]): Note {
  if (units < FEWEST_UNITS) return { code: 'few-units', units, needed: FEWEST_UNITS }
  const what = `the typical ${place.metric} of ${place.scenario}`
  const why =
    values.length < FEWEST_UNITS
      ? `${values.length} of ${units} complete units have enough requests for it, ${FEWEST_UNITS} are needed; more rounds or a longer scenarioBudgetMs give more`
      : 'in some restart it was 0, which has no logarithm'
  return { code: 'not-measured', what, why }
}

/** Leaving a zero out would make a typical value of the good restarts alone. */
function typical(values: readonly number[], confidence: number): Estimate | undefined {
  if (values.length < FEWEST_UNITS || values.some((value) => value <= 0)) return undefined
  const log = intervalOf(fitOf(values.map(Math.log)), confidence)
  const { value, low, high } = log
  return { ...log, value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}

const fitOf = (logs: readonly number[]): Fit => clusteredTrimmedMean(logs.map((log) => [log]))
