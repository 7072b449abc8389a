// The steps of a chain as a terminal shows them: in words, and as a table where there is room for one.
import { attribute } from './attribution.ts'
import { heading } from './block.ts'
import type { Block } from './block.ts'
import { narrowestWidth } from './formats/terminal-table.ts'
import { shortSharesTable } from './shares-table.ts'
import { describePlanSteps } from './query-plans.ts'
import { describeSteps } from './step-words.ts'
import type { ReportView } from './view.ts'
import { describeWithheld } from './withheld-words.ts'

export function composeAttribution(view: ReportView, width: number): readonly Block[] {
  const found = attribute(view)
  const table = shortSharesTable(found)
  const withheld = describeWithheld(found.withheld)
  const hasRoom = found.rows.length > 0 && narrowestWidth(table) <= width
  return [
    heading(2, 'Attribution'),
    { kind: 'list', items: describeSteps(found) },
    ...(hasRoom ? [table] : []),
    ...(withheld.length === 0 ? [] : [{ kind: 'paragraph', text: withheld } as const]),
    ...planBlocks(view),
  ]
}

/** The weightiest; the report has all of them, with their statements. */
function planBlocks(view: ReportView): readonly Block[] {
  const plans = describePlanSteps(view)
  if (plans.length === 0) return []
  const left = plans.length - PLANS_MAX
  const more = left > 0 ? [`${left} more in the report.`] : []
  return [
    heading(2, 'Query plans'),
    { kind: 'list', items: [...plans.slice(0, PLANS_MAX), ...more] },
  ]
}

const PLANS_MAX = 3
