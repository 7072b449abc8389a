// A gate that passes because nothing was measured would be worse than none.
import { EXIT } from '../../core/errors.ts'
import { LIFE_CYCLE } from '../../metrics/series.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import { controlsOf } from '../control.ts'
import type { Rule, RuleInput } from './rule.ts'

export const nothingMeasured: Rule = {
  name: 'nothing-measured',
  title: 'Nothing measured',
  advice: 'Check refs, scenarios and numbers of units: a gate that judged nothing is not passed.',
  exitCode: EXIT.nothingMeasured,
  check(input) {
    const failures = describeNothing(input)
    return failures.length > 0
      ? failures.map((message) => ({ severity: 'fail', message }))
      : [...scenariosWithoutGate(input), ...onlyControls(input)].map((message) => ({
          severity: 'warn',
          message,
        }))
  },
}

function describeNothing({ session, comparisons, settings }: RuleInput): string[] {
  const { targets } = session.header
  if (!targets.some((target) => target.role === 'baseline'))
    return ['Expected a baseline among the targets, found none: name one to compare with.']
  const complete = completeUnits(session).length
  if (complete === 0) return [`Expected complete units, found none (${session.units.length} void).`]
  if (!targets.some((target) => target.role === 'candidate'))
    return settings.needsCandidate
      ? ['Expected a candidate to judge, found the baseline alone: name a second ref.']
      : []
  if (comparisons.every((comparison) => comparison.scenario === LIFE_CYCLE))
    return [
      'Expected recordings of at least one scenario, found none: check the plan of scenarios.',
    ]
  if (comparisons.every(({ change, verdict }) => !change && verdict !== 'invalid'))
    return [`Expected at least 2 complete units to compare, found ${complete}: measure more units.`]
  return []
}

/** A planned scenario that no gating metric could be read from must not pass unnoticed beside the others. */
function scenariosWithoutGate({ session, comparisons }: RuleInput): string[] {
  if (comparisons.length === 0) return []
  const gated = new Set(
    comparisons.filter(({ gating }) => gating).map((comparison) => comparison.scenario),
  )
  return session.header.plan
    .filter(({ scenario, rounds }) => rounds > 0 && !gated.has(scenario))
    .map(
      ({ scenario }) =>
        `Expected enough recordings of ${scenario} to judge it, found too few: nothing about it is gated. Plan more requests or rounds.`,
    )
}

/** Nothing is wrong with that, but nobody should take it for a change that was judged. */
function onlyControls({ session: { header }, settings }: RuleInput): string[] {
  const candidates = header.targets.filter(({ role }) => role === 'candidate')
  const controls = controlsOf(header)
  if (!settings.needsCandidate || candidates.some(({ label }) => !controls.has(label))) return []
  const names = candidates.map(({ label }) => `"${label}"`).join(', ')
  return [
    `Expected a candidate that differs from the baseline, found the same commit in ${names}: only the noise of this machine was measured.`,
  ]
}
