// A broken budget: the whole interval of the candidate's own value lies beyond the limit, confirmed among all budgets.
// That the baseline is beyond it, too, is said but changes nothing: the limit is absolute.
import { EXIT } from '../../core/errors.ts'
import type { BudgetResult } from '../budget.ts'
import type { Finding } from '../comparison.ts'
import { describeBudget } from '../describe-budget.ts'
import { alarmLevels } from '../settings.ts'
import type { Rule, RuleInput } from './rule.ts'
import { severityOf } from './unclear.ts'

export const budget: Rule = {
  name: 'budget',
  title: 'Budget',
  advice:
    'Come back within the budget, or raise it in the config, or allow it for a while under gate.exceptions.',
  exitCode: EXIT.regression,
  check: (input) =>
    input.budgets.flatMap((result) => {
      const found = weigh(result, input)
      if (found === undefined) return []
      const { why = '', ...rest } = found
      const message = `${describeBudget(result, input.session.header.scenarios)}${why}`
      return [{ ...rest, message, budget: result }]
    }),
}

type Weighed = Pick<Finding, 'severity' | 'exitCode'> & { readonly why?: string }

/** What makes numbers unbelievable has a rule of its own. */
function weigh(result: BudgetResult, { settings }: RuleInput): Weighed | undefined {
  switch (result.verdict) {
    case 'met':
    case 'invalid':
      return undefined
    case 'unclear':
      return { severity: severityOf(settings.unclear), exitCode: EXIT.unclear }
    case 'broken':
      return (result.alarmP ?? 1) <= alarmLevels(settings).budgets
        ? { severity: 'fail' }
        : { severity: 'warn', why: NOT_CONFIRMED }
  }
}

const NOT_CONFIRMED =
  ' It is not confirmed among all budgets of this session together: measure more units to settle it.'
