// One row of the pull request's report: what it prints, word for word, and where we measure the same.
import type { Place } from '../../../harness/report/view.ts'
import { parseFactor, parsePrinted } from './parse-printed.ts'
import type { TableName } from './tables.ts'

/** `keepalive` is `branch` with connections kept open: a step of the follow-up that has no profile of its own. */
export type Build = 'master' | 'midpoint' | 'branch' | 'keepalive' | 'followup'

/** From the older to the newer. */
export type Pair = readonly [Build, Build]

export interface PrRow {
  /** Unique among the rows; with a pair it names a comparison: `event-count: master → branch`. */
  readonly id: string
  readonly table: TableName
  /** Markdown: code spans mean something. */
  readonly title: string
  readonly better: 'lower' | 'higher'
  /** As it stands there, such as `137.5 ms`, `23.8 req/s` or `~0.2 s`. */
  readonly printed: Readonly<Partial<Record<Build, string>>>
  /** None where the pull request has a value with nothing to compare it to. */
  readonly pairs: readonly Pair[]
  /** Of the last pair, as it stands there, such as `417×`, `+2.4%` or `~30% lower`. */
  readonly factor?: string
  readonly place: Place
  /** The passage it was read from. */
  readonly source: string
}

export function keyOf({ id }: PrRow, [from, to]: Pair): string {
  return `${id}: ${from} → ${to}`
}

/**
 * How many times better the newer build is: above 1 for a shorter time, a higher rate, a smaller size. From the printed
 * values; where only a factor is printed, that one.
 */
export function prFactorOf(row: PrRow, [from, to]: Pair): number {
  const [before, after] = [row.printed[from], row.printed[to]]
  if (before !== undefined && after !== undefined) {
    const ratio = parsePrinted(after).value / parsePrinted(before).value
    return row.better === 'higher' ? ratio : 1 / ratio
  }
  if (row.factor !== undefined) return parseFactor(row.factor)
  throw new TypeError(
    `Expected values of ${from} and ${to} or a factor in row ${row.id}, got neither.`,
  )
}
