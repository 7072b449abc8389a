// The steps of a chain as a terminal shows them: in words, and as a table where there is room for one.
import { attribute } from './attribution.ts'
import { heading } from './block.ts'
import type { Block } from './block.ts'
import { narrowestWidth } from './formats/terminal-table.ts'
import { shortSharesTable } from './shares-table.ts'
import { describePlanSteps } from './query-plans.ts'
import { describeSteps } from './step-words.ts'
import type { ReportView } from './view.ts'

export function composeAttribution(view: ReportView, width: number): readonly Block[] {
  const found = attribute(view)
  const table = shortSharesTable(found)
  const hasRoom = found.rows.length > 0 && narrowestWidth(table) <= width
  const plans = describePlanSteps(view)
  return [
    heading(2, 'Attribution'),
    { kind: 'list', items: describeSteps(found) },
    ...(hasRoom ? [table] : []),
    ...(plans.length === 0
      ? []
      : [heading(2, 'Query plans'), { kind: 'list', items: plans } as const]),
  ]
}
