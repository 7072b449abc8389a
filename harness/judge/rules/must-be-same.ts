// "Must be same" asks for proof: the whole interval inside the margin. No proof, no pass, whatever the policy for what
// is unclear elsewhere. That all such demands hold needs no correction for their number: each has to be shown, so
// the chance that all are although one is not is no larger than for that one alone.
import { EXIT } from '../../core/errors.ts'
import { controlsOf } from '../control.ts'
import type { Comparison, Finding } from '../comparison.ts'
import { describeComparison } from '../describe.ts'
import { lastMatching } from '../places.ts'
import { isConfirmed } from './regression.ts'
import type { Rule, RuleInput } from './rule.ts'

export const mustBeSameRule: Rule = {
  name: 'must-be-same',
  title: 'Must be same',
  advice:
    'Take the change back, or show that it is none with more units (--profile nightly); or allow it under gate.exceptions.',
  exitCode: EXIT.unclear,
  check(input) {
    const { header } = input.session
    const controls = controlsOf(header)
    return input.comparisons
      .filter(({ candidate }) => !controls.has(candidate))
      .flatMap((comparison) => {
        const found = weigh(comparison, input)
        if (found === undefined) return []
        const { why, ...rest } = found
        const message = `${describeComparison(comparison, header.scenarios)} ${why}`
        return [{ ...rest, message, comparison }]
      })
  },
}

type Weighed = Pick<Finding, 'severity' | 'exitCode'> & { readonly why: string }

/** What makes numbers unbelievable has a rule of its own. */
function weigh(comparison: Comparison, input: RuleInput): Weighed | undefined {
  const rule = lastMatching(input.settings.mustBeSame, comparison)
  if (rule === undefined) return undefined
  switch (comparison.verdict) {
    case 'same':
    case 'invalid':
      return undefined
    case 'unclear':
      return { severity: 'fail', why: 'It must be the same, which was not shown.' }
    case 'slower':
      return isConfirmed(comparison, input)
        ? { severity: 'fail', exitCode: EXIT.regression, why: 'It must be the same.' }
        : { severity: 'fail', why: 'It must be the same, which was not shown.' }
    case 'faster':
      return rule.allowFaster
        ? { severity: 'info', why: 'It must be the same, or better.' }
        : { severity: 'fail', exitCode: EXIT.regression, why: 'It must be the same, not better.' }
  }
}
