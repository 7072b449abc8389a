// Rows of the pull request that our sessions lack: listed, never dropped.
import { heading, paragraph, parseInline } from '../../../harness/report/block.ts'
import type { Block, Inline, Text } from '../../../harness/report/block.ts'
import type { MissingRow } from '../compared-row.ts'
import { TABLES } from '../pull-request/tables.ts'
import type { Story } from '../story.ts'

export function missingSection({ compared: { missing } }: Story): readonly Block[] {
  if (missing.length === 0) return []
  const byTable = Map.groupBy(missing, ({ row, reason }) => JSON.stringify([row.table, reason]))
  return [
    heading(2, 'Not measured'),
    paragraph('Rows of the pull request without a counterpart in our session:'),
    { kind: 'list', items: [...byTable.values()].map(describe) },
  ]
}

function describe(rows: readonly MissingRow[]): Text {
  const { row, reason } = rows[0]!
  const names = [...Map.groupBy(rows, (each) => each.row).values()].map(nameOf)
  const list = names.flatMap((name, index) => (index === 0 ? name : [['; '], name].flat()))
  return [`${TABLES[row.table].title}: `, ...list, `: ${reason}`]
}

/** The pairs are named where another pair of the row was measured, or no table says which they are. */
function nameOf(same: readonly MissingRow[]): readonly Inline[] {
  const { title, pairs } = same[0]!.row
  const isWhole = same.length === pairs.length && pairs.length > 1
  const named = same.map(({ pair }) => pair.join(' → ')).join(', ')
  return isWhole ? parseInline(title) : [...parseInline(title), ` (${named})`]
}
