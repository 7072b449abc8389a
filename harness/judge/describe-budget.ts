// The sentence for each budget. Pure text, used by findings, reports and annotations.
import { describeNote } from '../core/notes.ts'
import { formatQuantity } from '../core/format.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { ScenarioInfo } from '../results/schema.ts'
import type { Estimate } from '../stats/estimate.ts'
import type { BudgetResult } from './budget.ts'
import { describeSubject } from './describe.ts'

/** "p95 of items on branch is between 52.1 ms and 55.3 ms (6 restarts), above the budget of 50.0 ms." */
export function describeBudget(budget: BudgetResult, scenarios: readonly ScenarioInfo[]): string {
  const subject = describeSubject(budget, scenarios)
  const limit = `the budget of ${describeLimit(budget)}`
  const { value, verdict, notes } = budget
  const why = notes.at(-1)
  if (verdict === 'invalid')
    return `${subject} is not held against ${limit}: its numbers there cannot be believed.`
  if (value === undefined)
    return `${subject} could not be held against ${limit}.${why === undefined ? '' : ` ${describeNote(why)}`}`
  const found = `${subject} is between ${describeRange(budget, value)} (${value.units} restarts)`
  switch (verdict) {
    case 'met':
      return `${found}, within ${limit}.`
    case 'broken':
      return `${found}, beyond ${limit}.${describeBaseline(budget)}`
    case 'unclear':
      return `${found}, on both sides of ${limit}.${describeNeed(budget)}`
  }
}

/** `at most 50.0 ms`. */
export function describeLimit({ bound, limit, metric }: BudgetResult): string {
  return `${bound} ${formatQuantity(limit, findMetric(metric).unit)}`
}

function describeRange({ metric }: BudgetResult, { low, high }: Estimate): string {
  const { unit } = findMetric(metric)
  return `${formatQuantity(low, unit)} and ${formatQuantity(high, unit)}`
}

/** Whether the candidate broke it, or found it broken. */
function describeBaseline(budget: BudgetResult): string {
  const { baselineValue: value, bound, limit } = budget
  if (value === undefined) return ''
  const range = describeRange(budget, value)
  const isOver = bound === 'at most' ? value.low > limit : value.high < limit
  return isOver
    ? ` The baseline is beyond it, too: between ${range}.`
    : ` The baseline is between ${range}.`
}

function describeNeed({ unitsNeeded }: BudgetResult): string {
  if (unitsNeeded === undefined || unitsNeeded > MOST_UNITS_NAMED)
    return ' It lies so near that more restarts would hardly decide it.'
  const restarts = unitsNeeded === 1 ? 'restart is' : 'restarts are'
  return ` At the present noise about ${unitsNeeded} more ${restarts} needed.`
}

/** Nobody restarts servers more often than this to settle one number. */
const MOST_UNITS_NAMED = 200
