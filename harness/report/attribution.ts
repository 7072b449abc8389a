// Which step brought the change: the log change of the whole is the sum of the log changes of its steps. A step is
// also compared by itself, or nobody could tell its share from noise.
import { compare } from '../judge/compare.ts'
import type { Comparison } from '../judge/comparison.ts'
import type { MetricSeries } from '../metrics/series.ts'
import type { TargetInfo } from '../results/schema.ts'
import { headlineRows, isAt } from './rows.ts'
import type { Row } from './rows.ts'
import { seriesOf } from './series-of.ts'
import { comparisonAt, shownTargets } from './view.ts'
import type { ReportView } from './view.ts'

export interface Step {
  readonly from: TargetInfo
  readonly to: TargetInfo
}

export interface StepShare {
  /** Of the logarithm of the whole change; whole numbers that add up to 100, negative where it worked against it. */
  readonly percent: number
  /** `to` divided by `from`. */
  readonly ratio: number
  /** Whether the interval of the step itself excludes "no change"; undefined where it has none. */
  readonly isClear: boolean | undefined
}

export interface AttributedRow {
  readonly row: Row
  readonly totalRatio: number
  /** In the order of the steps. */
  readonly shares: readonly StepShare[]
}

export function stepsOf(view: ReportView): readonly Step[] {
  const targets = shownTargets(view)
  return targets.slice(1).map((to, index) => ({ from: targets[index]!, to }))
}

/** Rows whose whole change is judged to be one, the largest first: the steps of noise are noise. */
export function attribute(view: ReportView): readonly AttributedRow[] {
  const series = seriesOf(view.session)
  return headlineRows(view.session, view.comparisons)
    .flatMap((row) => attributeRow(view, row, series))
    .toSorted((a, b) => Math.abs(Math.log(b.totalRatio)) - Math.abs(Math.log(a.totalRatio)))
}

function attributeRow(
  view: ReportView,
  row: Row,
  series: readonly MetricSeries[],
): readonly AttributedRow[] {
  const comparisons = [...view.between, view.candidate].map(({ label }) =>
    comparisonAt(view, label, row),
  )
  const whole = comparisons.at(-1)
  if (whole?.verdict !== 'faster' && whole?.verdict !== 'slower') return []
  const logs = comparisons.map(logChange)
  if (!logs.every((log) => log !== undefined)) return []
  const total = logs.at(-1)!
  const steps = logs.map((log, index) => log - (logs[index - 1] ?? 0))
  const percents = roundToHundred(steps.map((step) => (step / total) * 100))
  const measured = series.find((each) => isAt({ ...each, metric: each.metric.id }, row))
  const shares = stepsOf(view).map((step, index) => ({
    percent: percents[index]!,
    ratio: Math.exp(steps[index]!),
    isClear: isClear(step, measured),
  }))
  return [{ row, totalRatio: Math.exp(total), shares }]
}

function logChange(comparison: Comparison | undefined): number | undefined {
  if (comparison === undefined || comparison.verdict === 'invalid') return undefined
  return comparison.change === undefined ? undefined : Math.log(comparison.change.value)
}

function isClear({ from, to }: Step, series: MetricSeries | undefined): boolean | undefined {
  if (series === undefined) return undefined
  const pair = {
    series,
    baseline: from.label,
    candidate: to.label,
    marginRatio: series.metric.marginRatio,
    gating: false,
    notes: [],
    invalid: false,
  }
  const { change } = compare(pair, CONFIDENCE).comparison
  return change === undefined ? undefined : change.low > 1 || change.high < 1
}

const CONFIDENCE = 0.95

/** Largest remainders: whole numbers that still add to 100. */
export function roundToHundred(shares: readonly number[]): readonly number[] {
  const floors = shares.map(Math.floor)
  const missing = Math.round(100 - floors.reduce((sum, share) => sum + share, 0))
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder)
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index))
  return floors.map((share, index) => share + (raised.has(index) ? 1 : 0))
}
