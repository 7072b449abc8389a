// A confirmed regression: the verdict `slower` on a gating metric that is also surprising among all gating metrics of
// all candidates and looks together (see family.ts). The control never counts: what it shows is noise.
import { EXIT } from '../../core/errors.ts'
import { controlsOf } from '../control.ts'
import type { Comparison } from '../comparison.ts'
import { describeComparison } from '../describe.ts'
import { alarmLevels } from '../settings.ts'
import { mustBeSame } from '../terms.ts'
import type { Rule, RuleInput } from './rule.ts'

export const regression: Rule = {
  name: 'regression',
  title: 'Regression',
  advice:
    'Make it faster, or allow it for a while under gate.exceptions, with a reason and a last day.',
  exitCode: EXIT.regression,
  check(input) {
    const { scenarios } = input.session.header
    const controls = controlsOf(input.session.header)
    return (
      input.comparisons
        .filter(({ verdict, candidate }) => verdict === 'slower' && !controls.has(candidate))
        // A demand of its own says more about these.
        .filter((comparison) => !mustBeSame(comparison, input.settings))
        .map((comparison) => ({
          severity: isConfirmed(comparison, input) ? 'fail' : 'warn',
          message: `${describeComparison(comparison, scenarios)}${explain(comparison, input)}`,
          comparison,
        }))
    )
  },
}

export function isConfirmed({ alarmP }: Comparison, { settings }: RuleInput): boolean {
  return alarmP !== undefined && alarmP <= alarmLevels(settings).comparisons
}

function explain(comparison: Comparison, input: RuleInput): string {
  if (isConfirmed(comparison, input)) return ''
  return comparison.gating
    ? ' It is not confirmed among all gating metrics of this session together: measure more units to settle it.'
    : ' This metric does not decide the exit code.'
}
