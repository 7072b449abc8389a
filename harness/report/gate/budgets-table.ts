// Every budget with the interval of what it was held against: the number that decides stands beside its limit.
import { formatQuantity } from '../../core/format.ts'
import type { BudgetResult, BudgetVerdict } from '../../judge/budget.ts'
import type { Verdict } from '../../judge/comparison.ts'
import { describeSubject } from '../../judge/describe.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { ScenarioInfo } from '../../results/schema.ts'
import type { Estimate } from '../../stats/estimate.ts'
import type { Block, Column, Inline, Text } from '../block.ts'

export function budgetsTable(
  budgets: readonly BudgetResult[],
  scenarios: readonly ScenarioInfo[],
): readonly Block[] {
  if (budgets.length === 0) return []
  const rows = budgets.map((budget): readonly Text[] => [
    describeSubject(budget, scenarios),
    shortLimit(budget),
    describeValue(budget, budget.value),
    describeValue(budget, budget.baselineValue),
    mark(budget.verdict),
  ])
  return [{ kind: 'table', caption: CAPTION, columns: COLUMNS, rows }]
}

const CAPTION =
  'Budgets, and where the typical restart lies: met, or broken, is what its whole interval says.'

/** Narrow terminals shorten what stands on the left: of these the names alone. */
const COLUMNS: readonly Column[] = [
  { header: 'budget', align: 'left' },
  { header: 'limit', align: 'right' },
  { header: 'candidate', align: 'right' },
  { header: 'baseline', align: 'right' },
  { header: 'verdict', align: 'right' },
]

function shortLimit({ bound, limit, metric }: BudgetResult): string {
  return `${bound === 'at most' ? '≤' : '≥'} ${formatQuantity(limit, findMetric(metric).unit)}`
}

/** `48.1 … 51.9 ms`; both units where they differ. */
function describeValue({ metric }: BudgetResult, value: Estimate | undefined): string {
  if (value === undefined) return '–'
  const { unit } = findMetric(metric)
  const [low, high] = [formatQuantity(value.low, unit), formatQuantity(value.high, unit)]
  const [amount, lowUnit] = low.split(' ')
  return `${lowUnit === high.split(' ')[1] ? amount : low} … ${high}`
}

const MARKS: Readonly<Record<BudgetVerdict, Verdict>> = {
  met: 'faster',
  broken: 'slower',
  unclear: 'unclear',
  invalid: 'invalid',
}

const mark = (verdict: BudgetVerdict): Inline => ({
  kind: 'verdict',
  verdict: MARKS[verdict],
  word: verdict,
})
