// Rows that are not shared out among the steps, with the build that is not judged there.
import type { Attribution } from './attribution.ts'
import { joined } from './block.ts'
import type { Inline } from './block.ts'
import { rowLabel } from './rows.ts'

export function describeWithheld(withheld: Attribution['withheld']): readonly Inline[] {
  if (withheld.length === 0) return []
  const more = withheld.length - NAMED_MAX
  const named = withheld
    .slice(0, NAMED_MAX)
    .map(({ row, label }) => rowLabel(row).concat(` ("${label}")`))
  return [
    'Not shared out, since a build is not judged there: ',
    ...joined(named, ', '),
    more > 0 ? ` and ${more} more.` : '.',
  ]
}

const NAMED_MAX = 6
