// The test cases of budgets: the limit is part of the name, so that a changed budget is another test.
import { describeBudget, describeLimit } from '../../judge/describe-budget.ts'
import type { BudgetResult } from '../../judge/budget.ts'
import type { Finding, Judgement } from '../../judge/comparison.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Session } from '../../results/schema.ts'
import type { TestCase } from './junit-cases.ts'

export function budgetCasesOf(
  { header }: Session,
  { budgets, findings }: Judgement,
  candidate: string,
  classPrefix: string,
): TestCase[] {
  return budgets
    .filter((budget) => budget.candidate === candidate)
    .map((budget) => caseOf(header, budget, findings, classPrefix))
}

function caseOf(
  { scenarios }: Session['header'],
  budget: BudgetResult,
  findings: readonly Finding[],
  classPrefix: string,
): TestCase {
  const finding = findings.find((each) => each.budget === budget)
  return {
    classname: `${classPrefix}${budget.scenario}`,
    name: nameOf(budget, scenarios),
    ...resultOf(budget, finding, describeBudget(budget, scenarios)),
  }
}

/** What only warns is nobody's failure, but no pass either. */
function resultOf(
  { verdict }: BudgetResult,
  finding: Finding | undefined,
  sentence: string,
): Pick<TestCase, 'result' | 'type' | 'message'> {
  const message = finding?.message ?? sentence
  if (finding?.severity === 'fail') return { result: 'failure', type: finding.rule, message }
  if (verdict === 'invalid') return { result: 'error', type: 'invalid', message }
  return { result: verdict === 'met' ? 'passed' : 'skipped', message }
}

/** `p95 at most 50.0 ms`; the load is named where a scenario has several. */
function nameOf(budget: BudgetResult, scenarios: Session['header']['scenarios']): string {
  const loads = scenarios.find(({ name }) => name === budget.scenario)?.loads.length ?? 0
  const ofLoad = loads > 1 ? ` (${budget.load})` : ''
  return `${findMetric(budget.metric).label}${ofLoad} ${describeLimit(budget)}`
}
