// What the pull request measured without anything to compare it to: values beside values.
import { formatQuantity } from '../../../harness/core/format.ts'
import { heading, parseInline } from '../../../harness/report/block.ts'
import type { Block, Text } from '../../../harness/report/block.ts'
import type { Story } from '../story.ts'
import type { Build, PrRow } from '../pull-request/pr-row.ts'

export function valuesSection({ numbers, findValue }: Story): readonly Block[] {
  const rows = numbers
    .filter(({ pairs }) => pairs.length === 0)
    .flatMap((row) =>
      (Object.keys(row.printed) as Build[]).map((build) => cellsOf(row, build, findValue)),
    )
  if (rows.length === 0) return []
  return [
    heading(2, 'Values without a factor'),
    {
      kind: 'table',
      caption: 'Another language on another machine: for orientation, not to be compared.',
      columns: [
        { header: 'Row', align: 'left' },
        { header: 'Build', align: 'left' },
        { header: 'PR', align: 'right' },
        { header: 'Ours', align: 'right' },
      ],
      rows,
    },
  ]
}

function cellsOf(row: PrRow, build: Build, findValue: Story['findValue']): readonly Text[] {
  const ours = findValue(row.place, build)
  const shown = ours === undefined ? 'not measured' : formatQuantity(ours.value, ours.metric.unit)
  return [parseInline(row.title), build, row.printed[build]!, shown]
}
