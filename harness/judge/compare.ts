// One comparison: the log ratios of a candidate to the baseline, the interval of their centre, and its verdict.
import type { Note } from '../core/notes.ts'
import type { MetricSeries, UnitValues } from '../metrics/series.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Fit } from '../stats/clustered-trimmed.ts'
import type { Estimate } from '../stats/estimate.ts'
import { hodgesLehmann } from '../stats/hodges-lehmann.ts'
import { smallestDetectable, unitsStillNeeded } from '../stats/precision.ts'
import { median } from '../stats/quantile.ts'
import type { Comparison, Verdict } from './comparison.ts'
import { marginsOf, towardsWorse, verdictOf } from './verdict.ts'
import type { Margins } from './verdict.ts'

export interface Pair {
  readonly series: MetricSeries
  readonly baseline: string
  readonly candidate: string
  readonly marginRatio: number
  readonly gating: boolean
  /** Doubts about either target here; an `invalid` pair keeps its values but gets no change. */
  readonly notes: readonly Note[]
  readonly invalid: boolean
}

/** A comparison and, where there is a change, what tests of its family and of the control read. */
export interface Compared {
  readonly comparison: Comparison
  readonly evidence?: Evidence
}

/** On the log scale, positive meaning worse. */
export interface Evidence {
  readonly worsening: Estimate
  readonly margins: Margins
  readonly fit: Fit
  /** By unit. */
  readonly unitValues: ReadonlyMap<number, number>
  /** The middle of each unit's rounds, of which nothing is trimmed: what units of different machines differ by. */
  readonly unitMedians: ReadonlyMap<number, number>
}

/** An interval needs a spread, and a spread needs two. */
const FEWEST_UNITS = 2

export function compare(pair: Pair, confidence: number): Compared {
  const { series, baseline, candidate, marginRatio, gating, notes } = pair
  const { scenario, load, metric } = series
  const baselineValue = typicalValue(series, baseline)
  const candidateValue = typicalValue(series, candidate)
  const place = { scenario, load, metric: metric.id, baseline, candidate }
  const facts = { ...place, baselineValue, candidateValue, marginRatio, gating, notes }
  if (pair.invalid) return { comparison: { ...facts, ...UNKNOWN, verdict: 'invalid' } }
  const ratios = logRatios(series, baseline, candidate)
  if (ratios.size < FEWEST_UNITS) {
    const few = { code: 'few-units', units: ratios.size, needed: FEWEST_UNITS } as const
    return { comparison: { ...facts, ...UNKNOWN, verdict: 'unclear', notes: [...notes, few] } }
  }
  const { change, evidence } = weigh(ratios, pair, confidence, baselineValue!)
  const { worsening, margins } = evidence
  const difference = Math.abs(candidateValue! - baselineValue!)
  const verdict = aboveFloor(verdictOf(worsening, margins), difference, metric.floor)
  const judged = {
    change: asRatio(change),
    verdict,
    marginRatio: margins.ratio,
    detectableRatio: Math.expm1(smallestDetectable(change, Math.log1p(margins.ratio))),
    unitsNeeded: verdict === 'unclear' ? unitsToDecide(worsening, margins) : 0,
  }
  return { comparison: { ...facts, ...judged }, evidence }
}

const UNKNOWN = { change: undefined, detectableRatio: undefined, unitsNeeded: undefined } as const

function weigh(
  ratios: ReadonlyMap<number, readonly number[]>,
  { series: { metric }, marginRatio }: Pair,
  confidence: number,
  baselineValue: number,
): { readonly change: Estimate; readonly evidence: Evidence } {
  const rounds = [...ratios.values()]
  const fit = clusteredTrimmedMean(rounds)
  const change = estimateOf(fit, rounds, metric.scope, confidence)
  const sign = metric.better === 'lower' ? 1 : -1
  const units = [...ratios.keys()]
  return {
    change,
    evidence: {
      worsening: towardsWorse(change, metric.better),
      margins: marginsOf(metric, marginRatio, baselineValue),
      fit: { ...fit, centre: sign * fit.centre },
      unitValues: new Map(units.map((unit, index) => [unit, sign * fit.unitValues[index]!])),
      unitMedians: new Map(units.map((unit, index) => [unit, sign * median(rounds[index]!)!])),
    },
  }
}

/** One value per restart gives an exact interval from 6 units on; everything else is clustered by restart. */
export function estimateOf(
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
function aboveFloor(verdict: Verdict, difference: number, floor: number): Verdict {
  const relevant = verdict === 'slower' || verdict === 'faster'
  return relevant && difference < floor ? 'unclear' : verdict
}

/** By unit the log of candidate / baseline for every round; units that lack a side or hold a zero are left out. */
export function logRatios(
  series: MetricSeries,
  baseline: string,
  candidate: string,
): ReadonlyMap<number, readonly number[]> {
  const others = new Map(unitsOf(series, candidate).map(({ unit, values }) => [unit, values]))
  const ratios = unitsOf(series, baseline).map(({ unit, values }) => {
    const other = others.get(unit)
    const logs = values.map((value, round) => Math.log((other?.[round] ?? Number.NaN) / value))
    return [unit, logs] as const
  })
  return new Map(ratios.filter(([, logs]) => logs.every(Number.isFinite)))
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
