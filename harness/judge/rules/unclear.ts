// Not enough evidence is not a pass. Whether it fails the command is the user's policy.
import { EXIT } from '../../core/errors.ts'
import { controlsOf } from '../control.ts'
import { describeComparison } from '../describe.ts'
import type { UnclearPolicy } from '../../core/gate-rules.ts'
import { mustBeSame } from '../terms.ts'
import type { Finding } from '../comparison.ts'
import type { Rule } from './rule.ts'

export const unclear: Rule = {
  name: 'unclear',
  title: 'Unclear',
  advice:
    'Measure more units (--profile nightly), or let unclear results warn: gate.unclear in the config.',
  exitCode: EXIT.unclear,
  check: ({ session, comparisons, settings }) =>
    comparisons
      .filter(({ gating, verdict }) => gating && verdict === 'unclear')
      .filter(({ candidate }) => !controlsOf(session.header).has(candidate))
      // A demand of its own makes these fail.
      .filter((comparison) => !mustBeSame(comparison, settings))
      .map((comparison) => ({
        severity: severityOf(settings.unclear),
        message: describeComparison(comparison, session.header.scenarios),
        comparison,
      })),
}

export function severityOf(policy: UnclearPolicy): Finding['severity'] {
  return policy === 'pass' ? 'info' : policy
}
