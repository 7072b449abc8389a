// One row per comparison, for spreadsheets and data frames: RFC 4180 but for bare line feeds. Cells of what is not
// known are empty.
import { findMetric } from '../../metrics/catalogue.ts'
import type { Comparison } from '../../judge/comparison.ts'
import type { FormatInput, ReportFormat } from './format.ts'
import { wholeSession } from './parts.ts'

export const csv: ReportFormat = {
  name: 'csv',
  extension: 'csv',
  summary: 'a row per comparison, for spreadsheets',
  parts: wholeSession,
  joins: false,
  render: (input) => {
    const rows = input.judgement.comparisons.map((comparison) =>
      COLUMNS.map(({ read }) => read(comparison, input)),
    )
    return [COLUMNS.map(({ name }) => name), ...rows].map(lineOf).join('')
  },
}

type Cell = string | number | boolean | undefined

interface Column {
  readonly name: string
  readonly read: (comparison: Comparison, input: FormatInput) => Cell
}

/** To add a column: a line at the end, since readers may count. Ratios are candidate / baseline. */
const COLUMNS: readonly Column[] = [
  { name: 'session', read: (_, { session }) => session.header.id },
  { name: 'scenario', read: ({ scenario }) => scenario },
  { name: 'load', read: ({ load }) => load },
  { name: 'metric', read: ({ metric }) => metric },
  { name: 'unit', read: ({ metric }) => findMetric(metric).unit },
  { name: 'better', read: ({ metric }) => findMetric(metric).better },
  { name: 'baseline', read: ({ baseline }) => baseline },
  { name: 'candidate', read: ({ candidate }) => candidate },
  { name: 'baseline_value', read: ({ baselineValue }) => baselineValue },
  { name: 'candidate_value', read: ({ candidateValue }) => candidateValue },
  { name: 'ratio', read: ({ change }) => change?.value },
  { name: 'ratio_low', read: ({ change }) => change?.low },
  { name: 'ratio_high', read: ({ change }) => change?.high },
  { name: 'confidence', read: ({ change }) => change?.confidence },
  { name: 'units', read: ({ change }) => change?.units },
  { name: 'verdict', read: ({ verdict }) => verdict },
  { name: 'gating', read: ({ gating }) => gating },
  { name: 'margin_ratio', read: ({ marginRatio }) => marginRatio },
  { name: 'detectable_ratio', read: ({ detectableRatio }) => detectableRatio },
  { name: 'alarm_p', read: ({ alarmP }) => alarmP },
  { name: 'units_needed', read: ({ unitsNeeded }) => unitsNeeded },
  { name: 'control_ratio', read: ({ control }) => control?.value },
  { name: 'notes', read: ({ notes }) => [...new Set(notes.map(({ code }) => code))].join(' ') },
]

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(quote).join(',')}\n`
}

function quote(cell: Cell): string {
  if (cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell))) return ''
  const text = String(typeof cell === 'number' ? short(cell) : cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Nine digits are more than any latency has. */
function short(value: number): number {
  return Number(value.toPrecision(9))
}
