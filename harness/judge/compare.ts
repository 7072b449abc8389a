// One comparison: the log ratios of a candidate to the baseline, the interval of their centre, and its verdict.
import type { Note } from '../core/notes.ts'
import type { MetricSeries, UnitValues } from '../metrics/series.ts'
import { shiftedP } from '../stats/alarm.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Fit } from '../stats/clustered-trimmed.ts'
import type { Estimate } from '../stats/estimate.ts'
import { hodgesLehmann } from '../stats/hodges-lehmann.ts'
import { smallestDetectable, unitsStillNeeded } from '../stats/precision.ts'
import { median } from '../stats/quantile.ts'
import type { Comparison, Verdict } from './comparison.ts'
import type { JudgeSettings } from './settings.ts'
import { marginsOf, towardsWorse, verdictOf } from './verdict.ts'
import type { Margins } from './verdict.ts'

export interface Pair {
  readonly series: MetricSeries
  readonly baseline: string
  readonly candidate: string
  /** Doubts about either target here; an `invalid` pair keeps its values but gets no change. */
  readonly notes: readonly Note[]
  readonly invalid: boolean
}

/** An interval needs a spread, and a spread needs two. */
const FEWEST_UNITS = 2

export function compare(pair: Pair, settings: JudgeSettings): Comparison {
  const { series, baseline, candidate } = pair
  const { metric } = series
  const facts = {
    scenario: series.scenario,
    load: series.load,
    metric: metric.id,
    baseline,
    candidate,
    baselineValue: typicalValue(series, baseline),
    candidateValue: typicalValue(series, candidate),
    marginRatio: settings.marginRatios[metric.id] ?? metric.marginRatio,
    gating: metric.gating,
    notes: pair.notes,
  }
  if (pair.invalid) return { ...facts, ...UNKNOWN, verdict: 'invalid' }
  const ratios = logRatios(series, baseline, candidate)
  if (ratios.length < FEWEST_UNITS) {
    const few = { code: 'few-units', units: ratios.length, needed: FEWEST_UNITS } as const
    return { ...facts, ...UNKNOWN, verdict: 'unclear', notes: [...pair.notes, few] }
  }
  return { ...facts, ...judgeRatios(ratios, facts, series, settings) }
}

const UNKNOWN = {
  change: undefined,
  detectableRatio: undefined,
  alarmP: undefined,
  unitsNeeded: undefined,
} as const

interface Values {
  readonly baselineValue: number | undefined
  readonly candidateValue: number | undefined
  readonly marginRatio: number
}

function judgeRatios(
  ratios: readonly (readonly number[])[],
  values: Values,
  { metric }: MetricSeries,
  settings: JudgeSettings,
) {
  const fit = clusteredTrimmedMean(ratios)
  const change = estimateOf(fit, ratios, metric.scope, settings.confidence)
  const worsening = towardsWorse(change, metric.better)
  const margins = marginsOf(metric, values.marginRatio, values.baselineValue!)
  const verdict = aboveFloor(verdictOf(worsening, margins), values, metric.floor)
  const sign = metric.better === 'lower' ? 1 : -1
  return {
    change: asRatio(change),
    verdict,
    marginRatio: margins.ratio,
    detectableRatio: Math.expm1(smallestDetectable(change, Math.log1p(margins.ratio))),
    alarmP: metric.gating
      ? shiftedP({ ...fit, centre: sign * fit.centre }, margins.worse)
      : undefined,
    unitsNeeded: verdict === 'unclear' ? unitsToDecide(worsening, margins) : undefined,
  }
}

/** One value per restart gives an exact interval from 6 units on; everything else is clustered by restart. */
function estimateOf(
  fit: Fit,
  ratios: readonly (readonly number[])[],
  scope: 'slice' | 'lifecycle',
  confidence: number,
): Estimate {
  const exact = scope === 'lifecycle' ? hodgesLehmann(ratios.flat(), confidence) : undefined
  return exact ?? intervalOf(fit, confidence)
}

function unitsToDecide(worsening: Estimate, margins: Margins): number | undefined {
  const limit = worsening.value > 0 ? margins.worse : -margins.better
  return Number.isFinite(limit) ? unitsStillNeeded(worsening, limit) : undefined
}

/** The ratio and the typical values are different estimators: neither alone may call a small difference relevant. */
function aboveFloor(verdict: Verdict, values: Values, floor: number): Verdict {
  const difference = Math.abs(values.candidateValue! - values.baselineValue!)
  const relevant = verdict === 'slower' || verdict === 'faster'
  return relevant && difference < floor ? 'unclear' : verdict
}

/** Per unit the log of candidate / baseline for every round; units that lack a side or hold a zero are left out. */
function logRatios(series: MetricSeries, baseline: string, candidate: string): number[][] {
  const others = new Map(unitsOf(series, candidate).map(({ unit, values }) => [unit, values]))
  return unitsOf(series, baseline)
    .map(({ unit, values }) =>
      values.map((value, round) => Math.log((others.get(unit)?.[round] ?? Number.NaN) / value)),
    )
    .filter((ratios) => ratios.every(Number.isFinite))
}

/** Median over units of the unit's own median. */
function typicalValue(series: MetricSeries, target: string): number | undefined {
  return median(unitsOf(series, target).map(({ values }) => median(values)!))
}

function unitsOf(series: MetricSeries, target: string): readonly UnitValues[] {
  return series.values.get(target) ?? []
}

function asRatio(change: Estimate): Estimate {
  const { value, low, high } = change
  return { ...change, value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}
