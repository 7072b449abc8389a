// Why rows differ, one item per reason, with the rows it is the reason of.
import { parseInline, strong } from '../../../harness/report/block.ts'
import type { Inline, Text } from '../../../harness/report/block.ts'
import { explanationOf } from '../check-explanations.ts'
import type { Explanation } from '../check-explanations.ts'
import type { ComparedRow } from '../compared-row.ts'

/** Only of rows that are shown and do not agree; in the order of the rows. */
export function explanationItems(
  rows: readonly ComparedRow[],
  explanations: readonly Explanation[],
): readonly Text[] {
  const explained = rows.flatMap((row) => {
    const explanation = explanationOf(row.key, explanations)
    return explanation === undefined || row.agreement === 'agrees' ? [] : [{ row, explanation }]
  })
  const byReason = Map.groupBy(explained, ({ explanation }) => explanation)
  return [...byReason].map(([{ text, ours }, same]): Text => {
    const names = same.flatMap(({ row }, index): Inline[] =>
      (index === 0 ? [] : ([', '] as Inline[])).concat(parseInline(row.row.title)),
    )
    return [names, [': ours is ', strong(ours), '. '], parseInline(text)].flat()
  })
}
