// How the steps changed the way the database answers: what explains a factor of 400 better than any number.
import { heading, paragraph } from '../block.ts'
import type { Block } from '../block.ts'
import { describePlanSteps, planSteps } from '../query-plans.ts'
import type { PlanChange } from '../query-plans.ts'
import type { ReportView } from '../view.ts'

export function queryPlansSection(view: ReportView): readonly Block[] {
  const steps = planSteps(view)
  if (steps.length === 0) return []
  const items = describePlanSteps(view)
  if (items.length === 0)
    return [
      heading(3, 'Query plans'),
      paragraph('No step changed the plan of a statement that the builds explain.'),
    ]
  const changes = steps.flatMap(({ step, changes: ofStep }) =>
    ofStep.map((change) => ({ change, title: `${step.from.label} → ${step.to.label}` })),
  )
  return [
    heading(3, 'Query plans'),
    { kind: 'list', items },
    ...(changes.length === 0
      ? []
      : [
          {
            kind: 'folded',
            summary: 'The statements and their plans before and after',
            blocks: changes.map(({ change, title }) => diffOf(change, title)),
          } as const,
        ]),
  ]
}

/** As a patch, which GitHub colours. */
function diffOf({ names, sql, before, after }: PlanChange, title: string): Block {
  const lines = [
    `# ${title}, ${names.join(' and ')}`,
    ...sql.split('\n').map((line) => `  ${line.trim()}`),
    ...before.map((line) => `- ${line}`),
    ...after.map((line) => `+ ${line}`),
  ]
  return { kind: 'code', language: 'diff', text: lines.join('\n') }
}
