// The pull request's rows beside ours, one per pair of builds.
import type { Place } from '../../harness/report/view.ts'
import { agreementOf } from './agreement.ts'
import type { Agreement } from './agreement.ts'
import type { FindOurs, Measured } from './measured.ts'
import { keyOf, prFactorOf } from './pull-request/pr-row.ts'
import type { Pair, PrRow } from './pull-request/pr-row.ts'

export interface ComparedRow {
  readonly key: string
  readonly row: PrRow
  readonly pair: Pair
  readonly prFactor: number
  readonly ours: Measured
  readonly agreement: Agreement
}

/** In the pull request, and not in our sessions. */
export interface MissingRow {
  readonly key: string
  readonly row: PrRow
  readonly pair: Pair
  readonly reason: string
}

export interface Compared {
  readonly rows: readonly ComparedRow[]
  readonly missing: readonly MissingRow[]
}

export function compareRows(numbers: readonly PrRow[], findOurs: FindOurs): Compared {
  const all = numbers.flatMap((row) => row.pairs.map((pair) => compareRow(row, pair, findOurs)))
  return {
    rows: all.filter((each) => 'agreement' in each),
    missing: all.filter((each) => 'reason' in each),
  }
}

function compareRow(row: PrRow, pair: Pair, findOurs: FindOurs): ComparedRow | MissingRow {
  const place: Place = row.place
  const key = keyOf(row, pair)
  const ours = findOurs(place, pair)
  if ('missing' in ours) return { key, row, pair, reason: ours.missing }
  const prFactor = prFactorOf(row, pair)
  return { key, row, pair, prFactor, ours, agreement: agreementOf(prFactor, ours) }
}
