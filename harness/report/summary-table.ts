// The table of a terminal's summary, as wide as the terminal allows: every candidate with value, change and verdict;
// or with change and verdict in one word; or with change and mark; or one table per candidate.
import { formatFactor, formatPercent } from '../core/format.ts'
import type { Comparison } from '../judge/comparison.ts'
import { heading, strong } from './block.ts'
import type { Block, Column, Inline, Text } from './block.ts'
import { describeInterval, describeRatio, isFactor, verdictMark } from './change.ts'
import { narrowestWidth } from './formats/terminal-table.ts'
import type { Table } from './formats/terminal-table.ts'
import { formatMetric, headlineRows } from './rows.ts'
import type { Row } from './rows.ts'
import { lifeCycleRows } from './sections/life-cycle.ts'
import { comparisonAt } from './view.ts'
import type { ReportView } from './view.ts'

export function composeTables(views: readonly ReportView[], width: number): readonly Block[] {
  if (views.length === 1) return [tableOfOne(views[0]!, width)]
  const together = [VALUES, WORDS].map((style) => tableOf(views, style))
  const fitting = together.find((table) => narrowestWidth(table, NAME_COMFORTABLE) <= width)
  if (fitting !== undefined) return [fitting]
  const marks = tableOf(views, MARKS)
  if (narrowestWidth(marks) <= width) return [marks, LEGEND]
  return views.flatMap((view) => [
    heading(2, `${view.candidate.label} against ${view.baseline.label}`),
    tableOfOne(view, width),
  ])
}

/** Names need this much before another column is worth it. */
const NAME_COMFORTABLE = 24

function tableOfOne(view: ReportView, width: number): Block {
  const table = tableOf([view], INTERVALS)
  return narrowestWidth(table) <= width ? table : tableOf([view], VALUES)
}

/** What a candidate's columns are, and what stands in them. */
interface Style {
  readonly columns: (label: string) => readonly Column[]
  readonly cells: (comparison: Comparison, row: Row) => readonly Text[]
}

const INTERVALS: Style = valuesStyle(describeChangeShort)
const VALUES: Style = valuesStyle(describeRatioShort)
const WORDS: Style = {
  columns: (label) => [{ header: label, align: 'left' }],
  cells: (comparison, row) => [inOneWord(comparison, row)],
}
const MARKS: Style = {
  columns: (label) => [{ header: label, align: 'left' }],
  cells: (comparison, row) => {
    const { verdict } = comparison
    const isChange = verdict === 'faster' || verdict === 'slower'
    const word = isChange ? describeRatioShort(comparison, row) : verdict
    return [{ kind: 'verdict', verdict, word }]
  },
}

const LEGEND: Block = {
  kind: 'paragraph',
  text: [
    { kind: 'verdict', verdict: 'faster', word: 'better' },
    ' and ',
    { kind: 'verdict', verdict: 'slower', word: 'worse' },
    ' by so many times, or by so many per cent (− is less).',
  ],
}

function valuesStyle(describe: (comparison: Comparison, row: Row) => string): Style {
  return {
    columns: (label) => [
      { header: label, align: 'right' },
      { header: 'change', align: 'right' },
      { header: 'verdict', align: 'left' },
    ],
    cells: (comparison, row) => [
      formatMetric(comparison.candidateValue, row.metricInfo),
      describe(comparison, row),
      verdictMark(comparison.verdict, row.metricInfo),
    ],
  }
}

function tableOf(views: readonly ReportView[], style: Style): Table {
  const columns: readonly Column[] = [
    { header: '', align: 'left' },
    { header: views[0]!.baseline.label, align: 'right' },
    ...views.flatMap(({ candidate }) => style.columns(candidate.label)),
  ]
  const rows = groupsOf(views).flatMap(([name, group]) =>
    [across(strong(name), columns)].concat(
      group.flatMap((row, index) => {
        const isFirst = group[index - 1]?.scenario !== row.scenario
        const title = row.part !== '' && isFirst ? [across(row.title, columns)] : []
        const label = row.part === '' ? row.title : `  ${row.part}`
        return title.concat([[label, ...valuesOf(views, row, style)]])
      }),
    ),
  )
  return { kind: 'table', columns, rows }
}

/** Every headline row, and of what is measured once per unit only what some candidate changed. */
function groupsOf(views: readonly ReportView[]): readonly (readonly [string, readonly Row[]])[] {
  const comparisons = views.flatMap((view) => view.comparisons)
  const changed = lifeCycleRows(views[0]!).filter((row) =>
    views.some((view) => {
      const verdict = comparisonAt(view, view.candidate.label, row)?.verdict
      return verdict === 'faster' || verdict === 'slower'
    }),
  )
  const rows = [...headlineRows(views[0]!.session, comparisons), ...changed]
  return [...Map.groupBy(rows, (row) => row.table)]
}

/** A heading inside the table: only its first cell says something. */
function across(text: Text, columns: readonly Column[]): readonly Text[] {
  return columns.map((_, index) => (index === 0 ? text : ''))
}

function valuesOf(views: readonly ReportView[], row: Row, style: Style): readonly Text[] {
  const found = views.map((view) => comparisonAt(view, view.candidate.label, row))
  const baseline = found.find((each) => each?.baselineValue !== undefined)?.baselineValue
  return [
    formatMetric(baseline, row.metricInfo),
    ...found.flatMap((comparison, index): readonly Text[] =>
      comparison === undefined
        ? style.columns(views[index]!.candidate.label).map(() => '–')
        : style.cells(comparison, row),
    ),
  ]
}

/** `✔ faster 345×`, `≈ same`: the direction first, since "−33 % faster" says two things. */
function inOneWord(comparison: Comparison, row: Row): Inline {
  const { verdict, change } = comparison
  const mark = verdictMark(verdict, row.metricInfo)
  if (verdict !== 'faster' && verdict !== 'slower') return mark
  if (change === undefined || typeof mark === 'string' || mark.kind !== 'verdict') return mark
  return { ...mark, word: `${mark.word} ${describeRatioShort(comparison, row)}` }
}

/** `417× [390×, 440×]` or `+3.1 % [−0.4, +6.8]`: the verdict beside it says the direction. */
function describeChangeShort(comparison: Comparison, row: Row): string {
  const ratio = describeRatioShort(comparison, row)
  if (comparison.change === undefined || comparison.verdict === 'invalid') return ratio
  const interval = describeInterval(comparison).replaceAll(' %', '')
  return `${ratio} ${interval}`
}

/** The direction is spelled out only where the verdict leaves it open. */
function describeRatioShort({ change, verdict }: Comparison, row: Row): string {
  if (verdict === 'invalid' || change === undefined) return '–'
  if (verdict !== 'faster' && verdict !== 'slower')
    return describeRatio(change.value, row.metricInfo)
  if (!isFactor(change.value)) return formatPercent(change.value - 1)
  return formatFactor(Math.max(change.value, 1 / change.value))
}
