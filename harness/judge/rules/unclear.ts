// Not enough evidence is not a pass. Whether it fails the command is the user's policy.
import { EXIT } from '../../core/errors.ts'
import { controlsOf } from '../control.ts'
import { describeComparison } from '../describe.ts'
import type { Rule } from './rule.ts'

export const unclear: Rule = {
  name: 'unclear',
  exitCode: EXIT.unclear,
  check: ({ session, comparisons, settings }) =>
    comparisons
      .filter(({ gating, verdict }) => gating && verdict === 'unclear')
      .filter(({ candidate }) => !controlsOf(session.header).has(candidate))
      .map((comparison) => ({
        severity: settings.unclear === 'fail' ? 'fail' : 'info',
        message: describeComparison(comparison, session.header.scenarios),
        comparison,
      })),
}
