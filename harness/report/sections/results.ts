// One table per heading that the scenarios name, one row per headline metric.
import { formatShare } from '../../core/format.ts'
import { heading, paragraph } from '../block.ts'
import type { Block, Column, Text } from '../block.ts'
import { describeRatio, emphasizeChange, halfWidthRatio, verdictMark } from '../change.ts'
import { formatMetric, groupByTable, headlineRows, rowLabel } from '../rows.ts'
import { missedRow } from '../plain-rows.ts'
import type { PlainRow } from '../plain-rows.ts'
import type { Row } from '../rows.ts'
import { timesChart } from '../times-chart.ts'
import { comparisonAt, confidenceLabel, shownTargets } from '../view.ts'
import type { ReportView } from '../view.ts'

export function resultsSection(view: ReportView): readonly Block[] {
  const tables = groupByTable(headlineRows(view.session, view.comparisons))
  const blocks = [...tables].flatMap(([name, rows]) =>
    [heading(3, name), tableOf(view, rows) as Block].concat(timesChart(view, name, rows)),
  )
  return [heading(2, 'Results'), paragraph(HOW_TO_READ, describeNoiseColumn(view)), ...blocks]
}

/** Where rows are more than the p50 of a scenario, the metric has a column, and a scenario is named once. */
export function tableOf(view: ReportView, rows: readonly Row[]): Table {
  const hasParts = rows.some(({ part }) => part !== '')
  const [first, ...columns] = columnsOf(view, 'Scenario')
  const metric: Column = { header: 'Metric', align: 'left' }
  return {
    kind: 'table',
    columns: [first!].concat(hasParts ? metric : [], columns),
    rows: rows.flatMap((row, index) => {
      const [, ...cells] = cellsOf(view, row)
      const title = rows[index - 1]?.scenario === row.scenario ? '' : row.title
      const part = row.part === '' ? row.metricInfo.label : row.part
      const names: readonly Text[] = hasParts ? [title, part] : [row.title]
      const lines: (readonly Text[])[] = [names.concat(cells)]
      return lines.concat(missedCells(view, row))
    }),
  }
}

type Table = Extract<Block, { kind: 'table' }>

/** The columns every result table shares; the first is named by its caller. */
export function columnsOf(view: ReportView, first: string): readonly Column[] {
  return [
    { header: first, align: 'left' },
    ...shownTargets(view).map(({ label }): Column => ({
      header: label,
      align: 'right',
    })),
    { header: `Change (${confidenceLabel(view)})`, align: 'right' },
    { header: 'Verdict', align: 'left' },
    { header: view.control === undefined ? 'Noise' : 'Noise (A/A)', align: 'right' },
  ]
}

export function cellsOf(view: ReportView, row: Row): readonly Text[] {
  const comparison = comparisonAt(view, view.candidate.label, row)!
  const metric = row.metricInfo
  const between = view.between.map(({ label }) =>
    formatMetric(comparisonAt(view, label, row)?.candidateValue, metric),
  )
  return [
    rowLabel(row),
    formatMetric(comparison.baselineValue, metric),
    ...between,
    formatMetric(comparison.candidateValue, metric),
    emphasizeChange(comparison, metric),
    comparison.gating || comparison.verdict === 'invalid'
      ? verdictMark(comparison.verdict, metric)
      : [verdictMark(comparison.verdict, metric), ' (informs)'],
    describeNoise(view, row),
  ]
}

/** Shown, not judged: the cells of change, verdict and noise stay empty. */
export function plainCellsOf(view: ReportView, label: Text, { cell }: PlainRow): readonly Text[] {
  const values = shownTargets(view).map((target) => cell(target.label))
  return [label, ...values, '–', '–', '–']
}

/** What an open loop left unsent, where it left anything, belongs right under what was served. */
function missedCells(view: ReportView, row: Row): readonly (readonly Text[])[] {
  if (row.metric !== 'served' || row.isBackground) return []
  const missed = missedRow(view, row)
  if (missed === undefined) return []
  return [['', ...plainCellsOf(view, missed.part, missed)]]
}

/** What an unchanged build differs by, where one was measured; else the uncertainty of the change. */
function describeNoise(view: ReportView, row: Row): string {
  if (view.control !== undefined) {
    const change = comparisonAt(view, view.control.label, row)?.change
    return change === undefined ? '–' : describeRatio(change.value, row.metricInfo)
  }
  const ratio = halfWidthRatio(comparisonAt(view, view.candidate.label, row)!)
  return ratio === undefined ? '–' : `±${formatShare(ratio)}`
}

function describeNoiseColumn(view: ReportView): string {
  return view.control === undefined
    ? 'Noise is half the width of the interval.'
    : `Noise is what the control "${view.control.label}", the baseline a second time, differs by.`
}

const HOW_TO_READ =
  'Values are medians over the units, p50 unless the row says otherwise. ' +
  'Change is candidate over baseline: a factor from 2× upwards, else per cent, where − is less time, less space or a lower rate. ' +
  'Rows marked "informs" never decide the outcome; where nothing changed they are only among all metrics below. '
