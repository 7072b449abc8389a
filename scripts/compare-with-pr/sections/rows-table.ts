// One table: what the pull request printed for two builds, what we measured of the same two, and whether they agree.
import { formatFactor, formatInterval, formatQuantity } from '../../../harness/core/format.ts'
import { parseInline, strong } from '../../../harness/report/block.ts'
import type { Block, Column, Text } from '../../../harness/report/block.ts'
import { verdictMark } from '../../../harness/report/change.ts'
import type { Agreement } from '../agreement.ts'
import type { ComparedRow } from '../compared-row.ts'
import type { Measured } from '../measured.ts'

export function rowsTable(rows: readonly ComparedRow[], note: string): Block {
  const names = namesOf(rows)
  return {
    kind: 'table',
    caption: note,
    columns: columnsOf(names ?? ['before', 'after']),
    rows: rows.map((row) => cellsOf(row, names === undefined)),
  }
}

/** The builds, if all rows compare the same two. */
function namesOf(rows: readonly ComparedRow[]): readonly [string, string] | undefined {
  const first = rows[0]!.pair
  return rows.every(({ pair }) => pair.join() === first.join()) ? first : undefined
}

function columnsOf([before, after]: readonly [string, string]): readonly Column[] {
  const right = (header: string): Column => ({ header, align: 'right' })
  return [
    { header: 'Row', align: 'left' },
    right(`PR ${before}`),
    right(`PR ${after}`),
    right('PR’s factor'),
    right(`Our ${before}`),
    right(`Our ${after}`),
    right('Our factor (95 % interval)'),
    { header: 'Verdict', align: 'left' },
    { header: 'Agrees?', align: 'left' },
  ]
}

function cellsOf({ row, pair, prFactor, ours, agreement }: ComparedRow, isMixed: boolean): Text[] {
  const [from, to] = pair
  const title = parseInline(row.title)
  return [
    isMixed ? [...title, `, ${from} → ${to}`] : title,
    row.printed[from] ?? '–',
    row.printed[to] ?? '–',
    formatFactor(prFactor),
    valueOf(ours, ours.before),
    valueOf(ours, ours.after),
    describeFactor(ours),
    [verdictMark(ours.verdict, ours.metric)],
    AGREEMENTS[agreement],
  ]
}

function valueOf({ metric }: Measured, value: number | undefined): string {
  return value === undefined ? '–' : formatQuantity(value, metric.unit)
}

/** `326× [290×, 360×]`; values alone give no factor that could be believed. */
export function describeFactor({ factor }: Pick<Measured, 'factor'>): string {
  if (factor === undefined) return '–'
  const { value, low, high } = factor
  return `${formatFactor(value)} ${formatInterval(formatFactor(low), formatFactor(high))}`
}

const AGREEMENTS: Readonly<Record<Agreement, Text>> = {
  agrees: 'agrees',
  'same direction': 'same direction',
  differs: [strong('differs')],
  unclear: 'unclear',
  'not judged': 'not judged',
}
