// The gate's absolute limits, where it has any: each beside the interval that it was held against.
import { heading } from '../block.ts'
import type { Block } from '../block.ts'
import { budgetsTable } from '../gate/budgets-table.ts'
import type { ReportView } from '../view.ts'

export function budgetsSection({ judgement, candidate, session }: ReportView): readonly Block[] {
  const own = judgement.budgets.filter((budget) => budget.candidate === candidate.label)
  if (own.length === 0) return []
  return [heading(2, 'Budgets'), ...budgetsTable(own, session.header.scenarios)]
}
