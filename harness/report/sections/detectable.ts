// What this session could have seen at all: without it, "same" and "unclear" cannot be weighed.
import { formatPercent, formatShare } from '../../core/format.ts'
import type { Block, Text } from '../block.ts'
import { verdictMark } from '../change.ts'
import { headlineRows, rowLabel } from '../rows.ts'
import type { Row } from '../rows.ts'
import { comparisonAt } from '../view.ts'
import type { ReportView } from '../view.ts'
import { lifeCycleRows } from './life-cycle.ts'

export function detectableSection(view: ReportView): readonly Block[] {
  const rows = [...headlineRows(view.session, view.comparisons), ...lifeCycleRows(view)]
  if (rows.length === 0) return []
  const table: Block = {
    kind: 'table',
    caption:
      'A true change of the size under "detectable" would have been seen. "Same" needs the whole interval inside the margin.',
    columns: [
      { header: 'Row', align: 'left' },
      { header: 'Margin', align: 'right' },
      { header: 'Detectable', align: 'right' },
      { header: 'Verdict', align: 'left' },
      { header: 'Units still needed', align: 'right' },
    ],
    rows: rows.map((row) => rowOf(view, row)),
  }
  return [
    { kind: 'folded', summary: 'What this session could have seen, row by row', blocks: [table] },
  ]
}

function rowOf(view: ReportView, row: Row): readonly Text[] {
  const comparison = comparisonAt(view, view.candidate.label, row)!
  const { detectableRatio, marginRatio, unitsNeeded, verdict } = comparison
  return [
    rowLabel(row),
    `±${formatShare(marginRatio)}`,
    detectableRatio === undefined ? '–' : formatPercent(detectableRatio),
    verdictMark(verdict, row.metricInfo),
    verdict === 'unclear' && unitsNeeded !== undefined ? String(unitsNeeded) : '–',
  ]
}
