// What a single target measured, for tools that keep values over time: the typical value of each metric with an
// interval of its own, and nothing that a report would not judge.
import type { Judgement } from '../judge/comparison.ts'
import { readValidity } from '../judge/validity.ts'
import type { Metric } from '../metrics/metric.ts'
import { readSeries } from '../metrics/series.ts'
import type { MetricSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'
import { hodgesLehmann } from '../stats/hodges-lehmann.ts'
import { median } from '../stats/quantile.ts'

export interface MeasuredValue {
  readonly scenario: string
  readonly load: string
  readonly metric: Metric
  /** Median over units of the unit's own median, in the metric's unit, as the reports show it. */
  readonly value: number
  /** Absent below 6 units, from which on an exact interval exists. */
  readonly interval?: { readonly low: number; readonly high: number }
  readonly units: number
}

/** Of the interval; every restart gives one value. */
export const CONFIDENCE = 0.95

export function measuredValues(
  session: Session,
  judgement: Judgement,
  label: string,
): readonly MeasuredValue[] {
  const isBelieved = believe(session, judgement, label)
  return readSeries(session)
    .filter(({ scenario }) => isBelieved(scenario))
    .flatMap((series) => valueOf(series, label) ?? [])
}

/**
 * Tells by scenario whether the numbers of a target are speed at all: wrong answers, and sessions too noisy to judge,
 * must not enter anybody's history as if they were.
 */
export function believe(
  session: Session,
  { comparisons }: Judgement,
  label: string,
): (scenario: string) => boolean {
  const isWithdrawn = comparisons.some(({ notes }) =>
    notes.some(({ code }) => code === 'session-invalid'),
  )
  const validity = readValidity(session)
  return (scenario) => !isWithdrawn && validity.get(scenario)?.get(label)?.invalid !== true
}

function valueOf(series: MetricSeries, label: string): MeasuredValue | undefined {
  const { scenario, load, metric } = series
  const perUnit = (series.values.get(label) ?? []).map(({ values }) => median(values)!)
  const value = median(perUnit)
  if (value === undefined) return undefined
  const interval = intervalAround(value, perUnit)
  return { scenario, load, metric, value, units: perUnit.length, ...(interval && { interval }) }
}

/**
 * Hodges–Lehmann of the logarithms, as ratios are judged. Its centre is not the median that is shown, so in skewed data
 * the interval is widened to hold that.
 */
function intervalAround(
  value: number,
  perUnit: readonly number[],
): MeasuredValue['interval'] | undefined {
  if (!perUnit.every((each) => each > 0)) return undefined
  const estimate = hodgesLehmann(perUnit.map(Math.log), CONFIDENCE)
  if (estimate === undefined) return undefined
  const [low, high] = [estimate.low, estimate.high].map((log) => withoutNoise(Math.exp(log)))
  return { low: Math.min(low!, value), high: Math.max(high!, value) }
}

/** Nine digits: beyond them there is only rounding of the logarithm. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(9))
}
