// Bencher Metric Format: benchmark → measure → value with its bounds, for `bencher run --adapter json`. One document
// per target, since Bencher keeps one branch's values per report.
import type { Metric } from '../../metrics/metric.ts'
import { LIFE_CYCLE } from '../../metrics/series.ts'
import { measuredValues } from '../measured.ts'
import type { MeasuredValue } from '../measured.ts'
import type { FormatInput, ReportFormat } from './format.ts'
import { eachTarget } from './parts.ts'

export const bmf: ReportFormat = {
  name: 'bmf',
  extension: 'bmf.json',
  summary: 'what a target measured, for bencher run --adapter json',
  parts: (input) => eachTarget(input).filter((label) => valuesOf(input, label).length > 0),
  joins: false,
  render: (input, part) => `${JSON.stringify(resultsOf(valuesOf(input, part)), undefined, 2)}\n`,
}

type Measure = { value: number; lower_value?: number; upper_value?: number }

function valuesOf({ session, judgement }: FormatInput, label: string): readonly MeasuredValue[] {
  return measuredValues(session, judgement, label)
}

function resultsOf(values: readonly MeasuredValue[]): Record<string, Record<string, Measure>> {
  const results = Map.groupBy(values, nameOf)
  return Object.fromEntries(
    [...results].map(([name, group]) => [
      name,
      Object.fromEntries(group.map((one) => [slugOf(one.metric), measureOf(one)])),
    ]),
  )
}

function nameOf({ scenario, load }: MeasuredValue): string {
  return scenario === LIFE_CYCLE ? LIFE_CYCLE : `${scenario}/${load}`
}

/** Bencher's own words where it has them. */
function slugOf({ id }: Metric): string {
  if (id === 'ready') return 'startup-time'
  return /^p\d+$/.test(id) ? `latency-${id}` : id
}

function measureOf({ value, interval, metric }: MeasuredValue): Measure {
  // Twelve digits: what multiplying adds behind them is no part of the value.
  const scaled = (each: number) => Number((each * scaleOf(metric)).toPrecision(12))
  return interval === undefined
    ? { value: scaled(value) }
    : {
        value: scaled(value),
        lower_value: scaled(interval.low),
        upper_value: scaled(interval.high),
      }
}

/** Bencher's unit of latency is the nanosecond. */
function scaleOf({ unit }: Metric): number {
  return { us: 1000, ms: 1_000_000, perSecond: 1, bytes: 1, count: 1 }[unit]
}
