// What each step between the builds brought: first in words, then as shares of every changed row.
import { attribute } from '../attribution.ts'
import type { Attribution } from '../attribution.ts'
import { describeChain } from '../chain.ts'
import { heading, joined } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { sharesTable } from '../shares-table.ts'
import { describeSteps } from '../step-words.ts'
import type { ReportView } from '../view.ts'
import { describeWithheld } from '../withheld-words.ts'

/** The section around its table, which a format may draw in a way of its own. */
export interface AttributionParts {
  readonly words: readonly Block[]
  /** Undefined where no row changed. */
  readonly shares: Attribution | undefined
  readonly rest: readonly Block[]
}

export function attributionSection(view: ReportView): readonly Block[] {
  const parts = attributionParts(view)
  if (parts === undefined) return []
  const { words, shares, rest } = parts
  if (shares === undefined) return [...words, ...rest]
  const table = sharesTable(shares)
  const folded = { kind: 'folded', summary: SHARES, blocks: [table] } as const
  return [...words, view.chain === undefined ? folded : table, ...rest]
}

export const SHARES = 'Share of each step in every change'

/** Undefined where there is nothing to share out. That nothing changed along a chain is an answer, too. */
export function attributionParts(view: ReportView): AttributionParts | undefined {
  if (view.between.length === 0 && view.chain === undefined) return undefined
  const found = attribute(view)
  const isEmpty = found.rows.length === 0
  if (isEmpty && view.chain === undefined) return undefined
  const chain = describeChain(view)
  return {
    words: [
      heading(2, 'Attribution'),
      ...paragraphOf(chain),
      { kind: 'list', items: describeSteps(found) },
    ],
    shares: isEmpty ? undefined : found,
    rest: paragraphOf(describeLeft(found)),
  }
}

function paragraphOf(text: Text | undefined): readonly Block[] {
  return text === undefined ? [] : [{ kind: 'paragraph', text }]
}

/** What is in no table is still said. */
function describeLeft({ unchanged, withheld }: Attribution): Text | undefined {
  const parts = [
    unchanged.length === 0 ? [] : describeUnchanged(unchanged.length),
    describeWithheld(withheld),
  ].filter((part) => part.length > 0)
  return parts.length === 0 ? undefined : joined(parts, ' ')
}

function describeUnchanged(count: number): readonly Inline[] {
  const rows = count === 1 ? 'One more row' : `${count} more rows`
  return [`${rows}: the whole is not judged to have changed, nor any step beyond the margin.`]
}
