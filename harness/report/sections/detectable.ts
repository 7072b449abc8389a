// What this session could have seen at all: without it, "same" and "unclear" cannot be weighed.
import { formatPercent, formatShare } from '../../core/format.ts'
import type { Comparison } from '../../judge/comparison.ts'
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
  const comparisons = rows.map((row) => comparisonAt(view, view.candidate.label, row)!)
  const isCalibrated = comparisons.some(({ calibratedRatio }) => calibratedRatio !== undefined)
  const table: Block = {
    kind: 'table',
    caption: `A true change of the size under "detectable" would have been seen. "Same" needs the whole interval inside the margin.${isCalibrated ? CALIBRATED : ''}`,
    columns: [
      { header: 'Row', align: 'left' },
      { header: 'Margin', align: 'right' },
      { header: 'Detectable', align: 'right' },
      ...(isCalibrated ? [{ header: 'Found in 80 %', align: 'right' } as const] : []),
      { header: 'Verdict', align: 'left' },
      { header: 'Units still needed', align: 'right' },
    ],
    rows: rows.map((row, index) => rowOf(row, comparisons[index]!, isCalibrated)),
  }
  return [
    { kind: 'folded', summary: 'What this session could have seen, row by row', blocks: [table] },
  ]
}

const CALIBRATED =
  ' "Found in 80 %": a calibration of this machine found changes of that size in four of five sessions of this length.'

function rowOf(row: Row, comparison: Comparison, isCalibrated: boolean): readonly Text[] {
  const { detectableRatio, calibratedRatio, marginRatio, unitsNeeded, verdict } = comparison
  return [
    rowLabel(row),
    `±${formatShare(marginRatio)}`,
    percentOf(detectableRatio),
    ...(isCalibrated ? [percentOf(calibratedRatio)] : []),
    verdictMark(verdict, row.metricInfo),
    verdict === 'unclear' && unitsNeeded !== undefined ? String(unitsNeeded) : '–',
  ]
}

const percentOf = (ratio: number | undefined) => (ratio === undefined ? '–' : formatPercent(ratio))
