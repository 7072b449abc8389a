// Tables in a terminal: values keep their columns; the first column, which holds names, is the one that gives way.
import type { Block, Text } from '../block.ts'
import { displayWidth, pad } from '../display-width.ts'
import { paint } from './ansi.ts'
import type { Style } from './ansi.ts'
import { cut, plainOf, shorten, spansOf, wrap } from './spans.ts'
import type { Span, TerminalOptions } from './spans.ts'

export type Table = Extract<Block, { kind: 'table' }>

const GAP = '  '
/** Shorter names can no longer be told apart. */
const NAME_MIN = 16

/** Columns the table takes when nothing is cut, apart from what may be cut of the names. */
export function narrowestWidth(table: Table, nameMin: number = NAME_MIN): number {
  const [name, ...values] = columnWidths(table)
  return Math.min(nameMin, name ?? 0) + sum(values) + GAP.length * values.length
}

export function renderTable(table: Table, options: TerminalOptions): readonly string[] {
  const [name = 0, ...values] = columnWidths(table)
  const taken = sum(values) + GAP.length * values.length
  const widths = [Math.max(NAME_MIN, Math.min(name, options.width - taken)), ...values]
  const caption = table.caption === undefined ? [] : wrap(table.caption, '', 'dim', options)
  const header = table.columns.map((column) => column.header)
  return [
    ...caption,
    renderRow(header, table, widths, { ...options, style: 'dim' }),
    ...table.rows.map((row) => renderRow(row, table, widths, options)),
  ]
}

/** A row of which only the first cell says something is a heading inside the table and may run across. */
function renderRow(
  row: readonly Text[],
  table: Table,
  widths: readonly number[],
  options: TerminalOptions & { readonly style?: Style },
): string {
  let room = options.width
  const cells = row.map((cell, index) => {
    const cellWidth = Math.min(isHeading(row) ? room : widths[index]!, room)
    room = Math.max(0, room - cellWidth - GAP.length)
    const shortened = (index === 0 ? shorten : cut)(spansOf(cell), cellWidth)
    return renderCell(shortened, cellWidth, table.columns[index]!.align, options)
  })
  return cells
    .filter((cell) => cell !== '')
    .join(GAP)
    .trimEnd()
}

function renderCell(
  spans: readonly Span[],
  width: number,
  align: 'left' | 'right',
  options: TerminalOptions & { readonly style?: Style },
): string {
  const space = pad('', width - displayWidth(plainOf(spans)), align)
  const painted = spans
    .map((span) => paint(span.text, options.style ?? span.style, options.color))
    .join('')
  return align === 'left' ? painted + space : space + painted
}

function columnWidths(table: Table): readonly number[] {
  return table.columns.map(({ header }, index) => {
    const cells = table.rows.filter((row) => !isHeading(row)).map((row) => row[index]!)
    return Math.max(0, ...[header, ...cells].map((cell) => displayWidth(plainOf(spansOf(cell)))))
  })
}

function isHeading(row: readonly Text[]): boolean {
  return row.slice(1).every((cell) => cell === '')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
