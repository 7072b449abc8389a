// The steps of a chain in words: one item each, what did most first, and which table's rows it changed.
import { formatFactor, formatShare } from '../core/format.ts'
import { median } from '../stats/quantile.ts'
import type { Range } from '../stats/ratio-of-means.ts'
import type { AttributedRow, Attribution, StepPart } from './attribution.ts'
import { joined, strong } from './block.ts'
import type { Inline, Text } from './block.ts'
import { describeRatio } from './change.ts'
import { rowLabel } from './rows.ts'
import { nameStep } from './steps.ts'

/** Of each table: enough to see the pattern. */
const NAMED_MAX = 4

export function describeSteps(found: Attribution): readonly Text[] {
  return found.steps
    .map((step, index) => ({ step, told: partsOf(found, index), index }))
    .toSorted((a, b) => weightOf(b.told) - weightOf(a.told) || a.index - b.index)
    .map(({ step, told, index }) =>
      nameStep(step).concat(
        told.length === 0 ? describeNothing(found, index) : describeTables(found, told, index),
      ),
    )
}

/** What a step did to a row beyond its margin. */
interface Told {
  readonly row: AttributedRow
  readonly part: StepPart
}

function partsOf({ rows }: Attribution, index: number): readonly Told[] {
  return rows
    .map((row) => ({ row, part: row.parts[index]! }))
    .filter(({ part }) => part.isTold)
    .toSorted((a, b) => sizeOf(b.part) - sizeOf(a.part))
}

const sizeOf = ({ ratio }: StepPart) => Math.abs(Math.log(ratio.value))

function weightOf(told: readonly Told[]): number {
  return sum(told.map(({ part }) => sizeOf(part)))
}

/** `dominant in REST reads: … ; in Writes: …`. */
function describeTables(
  found: Attribution,
  told: readonly Told[],
  index: number,
): readonly Inline[] {
  const byTable = [...Map.groupBy(told, ({ row }) => row.row.table)]
  const tables = byTable.map(([table, parts]) => {
    const lead: readonly Inline[] = [isDominant(found, table, index) ? 'dominant in ' : 'in ']
    return lead.concat(`${table}: `, describeParts(parts))
  })
  return [': ', ...joined(tables, '; '), '.']
}

/** More than half of what all steps together did to the rows of a table, in either direction. */
function isDominant(found: Attribution, table: string, index: number): boolean {
  const rows = found.rows.filter(({ row }) => row.table === table)
  const done = rows.map(({ parts }) => parts.map((part) => (part.isTold ? sizeOf(part) : 0)))
  const own = sum(done.map((parts) => parts[index]!))
  return own > sum(done.flat()) / 2
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function describeParts(told: readonly Told[]): readonly Inline[] {
  const named = told.slice(0, NAMED_MAX).map(({ row, part }) => {
    const ratio = describeRatio(part.ratio.value, row.row.metricInfo)
    const share = part.percent === undefined ? '' : ` (${describeShare(part.percent)})`
    return rowLabel(row.row).concat(' ', strong(ratio), share)
  })
  const left = told.length - NAMED_MAX
  return [...joined(named, ', '), ...(left > 0 ? [` and ${left} more`] : [])]
}

/** `99 % [98 %, 100 %]`. */
export function describeShare({ value, low, high }: Range): string {
  return `${percent(value)} [${percent(low)}, ${percent(high)}]`
}

export function percent(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value)} %`
}

/** Not the same as "changed nothing": what would have shown stands beside it, or that nothing could have. */
function describeNothing(found: Attribution, index: number): readonly Inline[] {
  const all = [...found.rows, ...found.unchanged]
  if (all.length === 0) return [': not measured: no row could be shared out.']
  const small = all.filter(({ parts }) => parts[index]!.isClear)
  if (small.length > 0) {
    const largest = small.toSorted((a, b) => sizeOf(b.parts[index]!) - sizeOf(a.parts[index]!))[0]!
    const change = describeRatio(largest.parts[index]!.ratio.value, largest.row.metricInfo)
    return [
      ': no part beyond a margin; the largest clear one is ',
      ...rowLabel(largest.row),
      ` ${change}.`,
    ]
  }
  const where = found.withheld.length === 0 ? 'in any change' : 'in any row that was shared out'
  return [`: no measurable part ${where}${describeSight(all, index)}.`]
}

/** Rows that nothing could have shown in say nothing about it. */
function describeSight(rows: readonly AttributedRow[], index: number): string {
  const detectable = median(rows.map(({ parts }) => parts[index]!.detectableRatio))
  if (detectable === undefined || detectable > SIGHT_MAX) return ''
  const size = detectable < 1 ? formatShare(detectable) : formatFactor(1 + detectable)
  return `; a step of ${size} would have shown in half of the rows`
}

/** Beyond a factor of ten nobody can say that it was looked for. */
const SIGHT_MAX = 9
