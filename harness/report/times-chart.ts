// The typical times of every build as bars, row by row in per cent of the baseline's: rows of one table differ by
// orders of magnitude, so that on one axis of milliseconds only the slowest would be seen.
import type { Block, Chart } from './block.ts'
import { textOf } from './block.ts'
import { saysSomething } from './chart-bars.ts'
import { rowLabel } from './rows.ts'
import type { Row } from './rows.ts'
import { comparisonAt, shownTargets, valueAt } from './view.ts'
import type { ReportView } from './view.ts'

/** Percentiles further out and rates would only repeat the picture. */
const CHARTED: ReadonlySet<string> = new Set(['p50', 'response-p50'])
/** More are no longer seen at a glance. */
const GROUPS_MAX = 8

/** Nothing where no build changed anything: bars of equal length tell less than the word "same". */
export function timesChart(
  view: ReportView,
  table: string,
  rows: readonly Row[],
): readonly Block[] {
  const charted = rows.filter(({ metric }) => CHARTED.has(metric))
  if (!charted.some((row) => changeOf(view, row) > 0)) return []
  const shown = mostChanged(view, charted)
  const chart: Chart = {
    kind: 'chart',
    title: `${table} – p50 in % of ${view.baseline.label}, shorter is faster`,
    unit: 'us',
    labels: labelsOf(shown),
    series: shownTargets(view).map(({ label }) => ({
      name: label,
      values: shown.map((row) => judgedValue(view, label, row)),
    })),
    scale: 'first',
  }
  const which = shown.length < charted.length ? ` (the ${shown.length} largest changes)` : ''
  const summary = `Chart: p50 of every build in per cent of ${view.baseline.label}${which}`
  return saysSomething(chart) ? [{ kind: 'folded', summary, blocks: [chart] }] : []
}

/** The scenario is enough, unless it has several loads. */
function labelsOf(rows: readonly Row[]): readonly string[] {
  const titles = rows.map(({ title }) => textOf(title))
  return new Set(titles).size === titles.length ? titles : rows.map((row) => textOf(rowLabel(row)))
}

/** In the order of the table. */
function mostChanged(view: ReportView, rows: readonly Row[]): readonly Row[] {
  const largestFirst = rows.toSorted((a, b) => changeOf(view, b) - changeOf(view, a))
  const kept = new Set(largestFirst.slice(0, GROUPS_MAX))
  return rows.filter((row) => kept.has(row))
}

/** The largest judged change of any build shown, on the log scale; 0 where none is judged to have changed. */
function changeOf(view: ReportView, row: Row): number {
  const sizes = [...view.between, view.candidate].map(({ label }) => {
    const comparison = comparisonAt(view, label, row)
    const isChange = comparison?.verdict === 'faster' || comparison?.verdict === 'slower'
    return isChange ? Math.abs(Math.log(comparison.change?.value ?? 1)) : 0
  })
  return Math.max(...sizes)
}

/** A build that answers differently has no time to be shown beside the others'. */
function judgedValue(view: ReportView, label: string, row: Row): number | undefined {
  const isInvalid =
    label !== view.baseline.label && comparisonAt(view, label, row)?.verdict === 'invalid'
  return isInvalid ? undefined : valueAt(view, label, row)
}
