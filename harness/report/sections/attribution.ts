// Which step brought the change: the log change of the whole is the sum of the log changes of its steps.
import type { Comparison } from '../../judge/comparison.ts'
import { code } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { describeRatio } from '../change.ts'
import { headlineRows, rowLabel } from '../rows.ts'
import type { Row } from '../rows.ts'
import { comparisonAt } from '../view.ts'
import type { ReportView } from '../view.ts'

/** Enough to see the pattern; the session file has the rest. */
const ROWS_MAX = 8

interface AttributedRow {
  readonly row: Row
  readonly totalRatio: number
  readonly sharesPercent: readonly number[]
}

export function attributionSection(view: ReportView): readonly Block[] {
  if (view.between.length === 0) return []
  const rows = headlineRows(view.session, view.comparisons)
    .flatMap((row) => attribute(view, row))
    .toSorted((a, b) => Math.abs(Math.log(b.totalRatio)) - Math.abs(Math.log(a.totalRatio)))
    .slice(0, ROWS_MAX)
  if (rows.length === 0) return []
  return [
    {
      kind: 'folded',
      summary: 'Attribution to the steps between the targets',
      blocks: [renderTable(view, rows)],
    },
  ]
}

function renderTable(view: ReportView, rows: readonly AttributedRow[]): Block {
  const targets = [view.baseline, ...view.between, view.candidate]
  const steps = targets
    .slice(1)
    .map((target, index) => `${targets[index]!.label} → ${target.label}`)
  return {
    kind: 'table',
    caption: [
      'Share of each step in the logarithm of the whole change. Shares add to 100 %; a negative one worked against it. For intervals of shares: ',
      code('heartbench attribute'),
      '.',
    ],
    columns: [
      { header: 'Row', align: 'left' },
      { header: 'Whole change', align: 'right' },
      ...steps.map((header) => ({ header, align: 'right' }) as const),
    ],
    rows: rows.map(({ row, totalRatio, sharesPercent }): readonly Text[] => [
      rowLabel(row),
      describeRatio(totalRatio, row.metricInfo),
      ...sharesPercent.map((share) => `${share < 0 ? '−' : ''}${Math.abs(share)} %`),
    ]),
  }
}

/** Only confirmed changes are shared out: the steps of noise are noise. */
function attribute(view: ReportView, row: Row): readonly AttributedRow[] {
  const comparisons = [...view.between, view.candidate].map(({ label }) =>
    comparisonAt(view, label, row),
  )
  const whole = comparisons.at(-1)
  if (whole?.verdict !== 'faster' && whole?.verdict !== 'slower') return []
  const logs = comparisons.map(logChange)
  if (!logs.every((log) => log !== undefined)) return []
  const total = logs.at(-1)!
  const shares = logs.map((log, index) => ((log - (logs[index - 1] ?? 0)) / total) * 100)
  return [{ row, totalRatio: Math.exp(total), sharesPercent: roundToHundred(shares) }]
}

function logChange(comparison: Comparison | undefined): number | undefined {
  if (comparison === undefined || comparison.verdict === 'invalid') return undefined
  return comparison.change === undefined ? undefined : Math.log(comparison.change.value)
}

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
