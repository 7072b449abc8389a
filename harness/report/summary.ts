// What a terminal shows at the end of a run: every candidate side by side where that fits, one after the
// other where it does not, then what the rules found.
import { formatFactor, formatPercent } from '../core/format.ts'
import type { Comparison } from '../judge/comparison.ts'
import { code, heading, strong } from './block.ts'
import type { Block, Column, Text } from './block.ts'
import { describeInterval, describeRatio, isFactor, verdictMark } from './change.ts'
import { countVerdicts, describeCounts, findingsOf, summarize } from './outcome.ts'
import { narrowestWidth } from './formats/terminal-table.ts'
import type { Table } from './formats/terminal-table.ts'
import { formatMetric, groupByTable, headlineRows } from './rows.ts'
import type { Row } from './rows.ts'
import { describeFinding } from './sections/findings.ts'
import { isControl } from '../judge/control.ts'
import { comparisonAt } from './view.ts'
import type { ReportView } from './view.ts'

/** One view per candidate, in the order of the session. */
export function composeSummary(
  views: readonly ReportView[],
  options: { readonly width: number; readonly reportFiles: readonly string[] },
): readonly Block[] {
  return [
    ...views.map((view): Block => ({ kind: 'paragraph', text: describeOutcome(view) })),
    ...composeTables(worthATable(views), options.width),
    ...findingBlocks(views),
    ...(options.reportFiles.length === 0
      ? []
      : [heading(2, 'Reports'), { kind: 'list', items: options.reportFiles.map(code) } as const]),
  ]
}

function describeOutcome(view: ReportView): Text {
  const { verdict, headline, action } = summarize(view)
  const counts = countVerdicts(view.comparisons)
  const role = isControl(view.candidate, view.baseline) ? ' (control)' : ''
  const pair = `${view.candidate.label}${role} against ${view.baseline.label}: `
  return [
    { kind: 'verdict', verdict, word: '' },
    pair,
    strong(`${headline}.`),
    ` ${action} ${describeCounts(counts)} of ${counts.total} gating comparisons.`,
  ]
}

/** A control that shows no change is told in its outcome line alone. */
function worthATable(views: readonly ReportView[]): readonly ReportView[] {
  const telling = views.filter(
    (view) => !isControl(view.candidate, view.baseline) || summarize(view).verdict !== 'same',
  )
  return telling.length === 0 ? views : telling
}

function composeTables(views: readonly ReportView[], width: number): readonly Block[] {
  const together = tableOf(views, describeRatioShort)
  if (views.length > 1 && narrowestWidth(together) <= width) return [together]
  return views.flatMap((view) => {
    const title = heading(2, `${view.candidate.label} against ${view.baseline.label}`)
    const table = tableOf([view], describeChangeShort)
    const fits = narrowestWidth(table) <= width
    return [
      ...(views.length > 1 ? [title] : []),
      fits ? table : tableOf([view], describeRatioShort),
    ]
  })
}

type Describe = (comparison: Comparison, row: Row) => string

function tableOf(views: readonly ReportView[], describe: Describe): Table {
  const [first] = views
  const comparisons = views.flatMap((view) => view.comparisons)
  const columns: readonly Column[] = [
    { header: '', align: 'left' },
    { header: first!.baseline.label, align: 'right' },
    ...views.flatMap(({ candidate }): readonly Column[] => [
      { header: candidate.label, align: 'right' },
      { header: 'change', align: 'right' },
      { header: 'verdict', align: 'left' },
    ]),
  ]
  const tables = groupByTable(headlineRows(first!.session, comparisons))
  const rows: (readonly Text[])[] = []
  for (const [name, group] of tables) {
    rows.push(across(strong(name), columns))
    for (const [index, row] of group.entries()) {
      const isFirst = group[index - 1]?.scenario !== row.scenario
      if (row.part !== '' && isFirst) rows.push(across(row.title, columns))
      const name = row.part === '' ? row.title : `  ${row.part}`
      rows.push([name, ...valuesOf(views, row, describe)])
    }
  }
  return { kind: 'table', columns, rows }
}

/** A heading inside the table: only its first cell says something. */
function across(text: Text, columns: readonly Column[]): readonly Text[] {
  return columns.map((_, index) => (index === 0 ? text : ''))
}

function valuesOf(views: readonly ReportView[], row: Row, describe: Describe): readonly Text[] {
  const metric = row.metricInfo
  const found = views.map((view) => comparisonAt(view, view.candidate.label, row))
  const baseline = found.find((each) => each?.baselineValue !== undefined)?.baselineValue
  return [
    formatMetric(baseline, metric),
    ...found.flatMap((comparison): readonly Text[] =>
      comparison === undefined
        ? ['–', '–', '–']
        : [
            formatMetric(comparison.candidateValue, metric),
            describe(comparison, row),
            verdictMark(comparison.verdict, metric),
          ],
    ),
  ]
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

/** Findings that are about no candidate in particular are said once. */
function findingBlocks(views: readonly ReportView[]): readonly Block[] {
  const findings = views.flatMap((view) =>
    findingsOf(view.judgement.findings, view.candidate.label),
  )
  const grave = [...new Set(findings)].filter(({ severity }) => severity !== 'info')
  if (grave.length === 0) return []
  const left = grave.length - FINDINGS_MAX
  const items = [
    ...grave.slice(0, FINDINGS_MAX).map(describeFinding),
    ...(left > 0 ? [`${left} further findings are in the reports.`] : []),
  ]
  return [heading(2, 'Findings'), { kind: 'list', items }]
}

/** More would push the table off the screen. */
const FINDINGS_MAX = 12
