// The shares of every step in every changed row.
import { formatInterval } from '../core/format.ts'
import type { AttributedRow, Attribution, StepPart } from './attribution.ts'
import type { Range } from '../stats/ratio-of-means.ts'
import { strong } from './block.ts'
import type { Column, Inline, Text } from './block.ts'
import { describeRatio } from './change.ts'
import type { Table } from './formats/terminal-table.ts'
import { rowLabel } from './rows.ts'
import { percent } from './step-words.ts'

/** More would be a list of everything; what is left out is counted. */
export const ROWS_MAX = 30

export function sharesTable(found: Attribution): Table {
  return { caption: captionOf(found), ...tableOf(found, 'Row', (label) => `→ ${label}`, cellOf) }
}

/** The same for a terminal: shares alone, without their intervals. */
export function shortSharesTable(found: Attribution): Table {
  return tableOf(found, 'share of each step in the change', (label) => label, shortCellOf)
}

type CellOf = (part: StepPart, row: AttributedRow) => Text

function tableOf(
  { steps, rows }: Attribution,
  first: string,
  nameOf: (label: string) => string,
  cell: CellOf,
): Table {
  const columns = steps.map(({ to }): Column => ({ header: nameOf(to.label), align: 'right' }))
  return {
    kind: 'table',
    columns: [
      { header: first, align: 'left' },
      { header: 'Whole change', align: 'right' },
      ...columns,
    ],
    rows: rows.slice(0, ROWS_MAX).map((row) => {
      const cells = row.parts.map((part) => cell(part, row))
      return [rowLabel(row.row), wholeOf(row)].concat(cells)
    }),
  }
}

export function captionOf({ rows, confidence }: Attribution): string {
  const left = rows.length - ROWS_MAX
  const level = `${Math.round(confidence * 1000) / 10} %`
  return (
    'Each step leads to the build that heads its column. Shares are those of the logarithm of the whole change (geometric ' +
    'mean over restarts) and add to 100 %; a negative one worked against it. ' +
    `In brackets the ${level} interval of each share by itself, then what the step did by itself. ` +
    'Bold: clear; of all bold cells at most one in twenty is expected to be no change. ' +
    '"–": the whole change is not clear, and has no shares.' +
    (left > 0 ? ` ${left} further rows are in the session file.` : '')
  )
}

export function wholeOf({ row, total, isShared }: AttributedRow): Text {
  const change = describeRatio(total.value, row.metricInfo)
  return isShared ? change : `${change}, not clear`
}

/** `**99 %** [98, 100], 326× faster`. */
function cellOf(part: StepPart, row: AttributedRow): Text {
  const ratio = describeRatio(part.ratio.value, row.row.metricInfo)
  if (part.percent === undefined) return ['–, ', marked(ratio, part)]
  const { low, high } = part.percent
  const range = formatInterval(percent(low), percent(high)).replaceAll(' %', '')
  return [shareOf(part.percent, part), ` ${range}, ${ratio}`]
}

function shortCellOf(part: StepPart, row: AttributedRow): Text {
  if (part.percent !== undefined) return shareOf(part.percent, part)
  return marked(describeRatio(part.ratio.value, row.row.metricInfo), part)
}

function shareOf({ value }: Range, part: StepPart): Inline {
  return marked(percent(value), part)
}

function marked(text: string, { isClear }: StepPart): Inline {
  return isClear ? strong(text) : text
}
