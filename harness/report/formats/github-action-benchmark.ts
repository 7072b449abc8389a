// What benchmark-action/github-action-benchmark reads as customSmallerIsBetter and customBiggerIsBetter: an array of
// names and values, all of one direction. It compares bare values, so only what may gate goes in, and the life cycle.
import { formatQuantity, formatShare } from '../../core/format.ts'
import { describeVerdict } from '../../judge/describe.ts'
import type { Metric, MetricUnit } from '../../metrics/metric.ts'
import { LIFE_CYCLE } from '../../metrics/series.ts'
import { CONFIDENCE, measuredValues } from '../measured.ts'
import type { MeasuredValue } from '../measured.ts'
import type { FormatInput, ReportFormat } from './format.ts'
import { eachTarget } from './parts.ts'

export const githubActionBenchmark: ReportFormat = {
  name: 'github-action-benchmark',
  extension: 'benchmark.json',
  summary: 'what a target measured, for benchmark-action/github-action-benchmark',
  parts: (input) =>
    eachTarget(input).flatMap((label) =>
      DIRECTIONS.map(({ part }) => `${label}.${part}`).filter(
        (part) => entriesOf(input, part).length > 0,
      ),
    ),
  joins: false,
  render: (input, part) => `${JSON.stringify(entriesOf(input, part), undefined, 2)}\n`,
}

const DIRECTIONS = [
  { part: 'smaller', better: 'lower' },
  { part: 'bigger', better: 'higher' },
] as const

interface Entry {
  readonly name: string
  readonly unit: string
  readonly value: number
  /** Half the interval; it never decides anything there. */
  readonly range?: string
  /** Shown beside the point. */
  readonly extra: string
}

function entriesOf(input: FormatInput, part: string): readonly Entry[] {
  const { session, judgement } = input
  const direction = DIRECTIONS.find((each) => part.endsWith(`.${each.part}`))!
  const label = part.slice(0, -1 - direction.part.length)
  return measuredValues(session, judgement, label)
    .filter(({ metric }) => metric.better === direction.better && isKept(metric, input))
    .map((value) => entryOf(value, label, input))
}

function isKept({ gating, scope }: Metric, { session }: FormatInput): boolean {
  const isGating = gating === 'pinned' ? session.header.pinning !== undefined : gating
  return isGating || scope === 'lifecycle'
}

function entryOf(measured: MeasuredValue, label: string, input: FormatInput): Entry {
  const { scenario, load, metric, value, interval } = measured
  const { unit, per } = UNITS[metric.unit]
  const place = scenario === LIFE_CYCLE ? '' : `${scenario}/${load} `
  const range = interval && Math.max(value - interval.low, interval.high - value) / value
  return {
    name: `${place}${metric.label}`,
    unit,
    value: value / per,
    ...(range !== undefined && { range: `± ${formatShare(range)}` }),
    extra: extraOf(measured, label, input),
  }
}

const UNITS: Readonly<Record<MetricUnit, { readonly unit: string; readonly per: number }>> = {
  us: { unit: 'ms', per: 1000 },
  ms: { unit: 'ms', per: 1 },
  perSecond: { unit: 'ops/s', per: 1 },
  bytes: { unit: 'bytes', per: 1 },
  count: { unit: 'count', per: 1 },
}

function extraOf(measured: MeasuredValue, label: string, { session, judgement }: FormatInput) {
  const { scenario, load, metric, interval, units } = measured
  const target = session.header.targets.find((each) => each.label === label)!
  const comparison = judgement.comparisons.find(
    (one) =>
      one.candidate === label &&
      one.scenario === scenario &&
      one.load === load &&
      one.metric === metric.id,
  )
  const ends =
    interval && [interval.low, interval.high].map((end) => formatQuantity(end, metric.unit))
  return [
    `${label}: ${target.commit.slice(0, 12)}${target.dirty ? ' with uncommitted changes' : ''} ${target.subject}`,
    `${units} restarts${ends === undefined ? '' : `, ${CONFIDENCE * 100} % interval ${ends.join(' to ')}`}`,
    ...(comparison === undefined
      ? []
      : [`against ${comparison.baseline}: ${describeVerdict(comparison)}`]),
  ].join('\n')
}
