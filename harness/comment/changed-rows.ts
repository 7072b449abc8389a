// What a reviewer wants to see without unfolding anything: the rows that moved, worst first. What stayed the same is
// counted, and what is merely unclear is never counted among it.
import type { Comparison, Verdict } from '../judge/comparison.ts'
import { strong } from '../report/block.ts'
import type { Block, Text } from '../report/block.ts'
import { emphasizeChange, verdictMark } from '../report/change.ts'
import { formatMetric, headlineRows, rowLabel } from '../report/rows.ts'
import type { Row } from '../report/rows.ts'
import { lifeCycleRows } from '../report/sections/life-cycle.ts'
import { comparisonAt, confidenceLabel } from '../report/view.ts'
import type { ReportView } from '../report/view.ts'

/** A table longer than this is no glance; the folded tables have every row. */
const ROWS_MAX = 25

/** Worst first. */
const ORDER: readonly Verdict[] = ['slower', 'invalid', 'unclear', 'faster']

interface Judged {
  readonly row: Row
  readonly comparison: Comparison
}

/** `only` narrows the table to some verdicts where there is no room for more. */
export function changedRows(view: ReportView, only: readonly Verdict[] = ORDER): readonly Block[] {
  const rows = [...headlineRows(view.session, view.comparisons), ...lifeCycleRows(view)].map(
    (row): Judged => ({ row, comparison: comparisonAt(view, view.candidate.label, row)! }),
  )
  const shown = ORDER.filter((verdict) => only.includes(verdict)).flatMap((verdict) =>
    rows.filter((each) => isNews(each) && each.comparison.verdict === verdict),
  )
  const kept = shown.slice(0, ROWS_MAX)
  const rest = rows.filter((each) => !kept.includes(each))
  return [...(kept.length === 0 ? [] : [tableOf(view, kept)]), ...describeRest(rest, kept.length)]
}

/** An unclear row that may not gate is neither news nor a reason to act. */
function isNews({ comparison: { verdict, gating } }: Judged): boolean {
  return verdict !== 'same' && (verdict !== 'unclear' || gating)
}

function tableOf(view: ReportView, rows: readonly Judged[]): Block {
  return {
    kind: 'table',
    columns: [
      { header: 'Row', align: 'left' },
      { header: view.baseline.label, align: 'right' },
      { header: view.candidate.label, align: 'right' },
      { header: `Change (${confidenceLabel(view)})`, align: 'right' },
      { header: 'Verdict', align: 'left' },
    ],
    rows: rows.map(cellsOf),
  }
}

function cellsOf({ row, comparison }: Judged): readonly Text[] {
  const metric = row.metricInfo
  const mark = verdictMark(comparison.verdict, metric)
  const isPlain = comparison.gating || comparison.verdict === 'invalid'
  return [
    rowLabel(row),
    formatMetric(comparison.baselineValue, metric),
    formatMetric(comparison.candidateValue, metric),
    emphasizeChange(comparison, metric),
    isPlain ? mark : [mark, ' (informs)'],
  ]
}

function describeRest(rest: readonly Judged[], shown: number): readonly Block[] {
  const counts = (['slower', 'invalid', 'unclear', 'faster', 'same'] as const)
    .map((verdict) => ({ verdict, count: countOf(rest, verdict) }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`)
  if (counts.length === 0) return []
  const lead = shown === 0 ? 'Rows:' : 'Further rows:'
  return [{ kind: 'paragraph', text: [strong(lead), ` ${counts.join(', ')}.`] }]
}

function countOf(rows: readonly Judged[], verdict: Verdict): number {
  return rows.filter(({ comparison }) => comparison.verdict === verdict).length
}
