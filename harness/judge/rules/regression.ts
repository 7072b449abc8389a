// A confirmed regression: the verdict `slower` on a gating metric that also survives Holm's correction over all
// gating metrics of its candidate. Without the correction, 18 metrics of unchanged servers cried wolf in 2 to 5 % of
// sessions at ±3 %, with it in at most 0.3 %.
import { EXIT } from '../../core/errors.ts'
import { holmAdjusted } from '../../stats/alarm.ts'
import type { Comparison } from '../comparison.ts'
import { describeComparison } from '../describe.ts'
import type { Rule, RuleInput } from './rule.ts'

export const regression: Rule = {
  name: 'regression',
  exitCode: EXIT.regression,
  check(input) {
    const confirmed = confirmedAlarms(input)
    return input.comparisons
      .filter((comparison) => comparison.verdict === 'slower')
      .map((comparison) => ({
        severity: confirmed.has(comparison) ? 'fail' : 'warn',
        message: `${describeComparison(comparison, input.session.header.scenarios)}${explain(comparison, confirmed)}`,
        comparison,
      }))
  },
}

function confirmedAlarms({ comparisons, settings }: RuleInput): ReadonlySet<Comparison> {
  const candidates = new Set(comparisons.map(({ candidate }) => candidate))
  const confirmed = [...candidates].flatMap((candidate) => {
    const family = comparisons.filter(
      (comparison) => comparison.candidate === candidate && comparison.alarmP !== undefined,
    )
    const adjusted = holmAdjusted(family.map(({ alarmP }) => alarmP!))
    return family.filter((_, index) => adjusted[index]! <= settings.alarmLevel)
  })
  return new Set(confirmed)
}

function explain(comparison: Comparison, confirmed: ReadonlySet<Comparison>): string {
  if (confirmed.has(comparison)) return ''
  return comparison.gating
    ? ' It is not confirmed among all gating metrics of this session together: measure more units to settle it.'
    : ' This metric does not decide the exit code.'
}
