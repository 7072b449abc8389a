// A rule of the gate that holds for nothing is worse than none: people believe that it does. What was asked for but
// could not be read fails; what this session did not measure at all, such as another shard's scenarios, is told.
import { EXIT } from '../../core/errors.ts'
import type { PlacePattern } from '../../core/gate-rules.ts'
import { matchesGlob } from '../../core/glob.ts'
import { LIFE_CYCLE } from '../../metrics/series.ts'
import { budgetPlaces } from '../budgets.ts'
import type { Finding } from '../comparison.ts'
import { describePattern, isSamePlace, matchesPlace } from '../places.ts'
import type { Rule, RuleInput } from './rule.ts'

export const ruleApplies: Rule = {
  name: 'rule-applies',
  title: 'Rule without effect',
  advice: 'Measure what the rule is about, or correct or remove it under gate in the config.',
  exitCode: EXIT.nothingMeasured,
  check: (input) => (input.comparisons.length === 0 ? [] : findIdle(input)),
}

type Found = Omit<Finding, 'rule'>

function findIdle(input: RuleInput): readonly Found[] {
  const { margins, mustBeSame, budgets } = input.settings
  const isCompared = (rule: PlacePattern) =>
    input.comparisons.some((comparison) => matchesPlace(rule, comparison))
  return [
    ...mustBeSame
      .filter((rule) => !isCompared(rule))
      .map((rule) => describe('must be same', rule, input, 'fail')),
    ...budgets
      .filter((rule) => !holdsSomewhere(rule, input))
      .map((rule) => describe('budget', rule, input, 'fail')),
    ...margins
      .filter((rule) => !isCompared(rule))
      .map((rule) => describe('margin', rule, input, 'warn')),
  ]
}

/** A value was read at one of its places at least, or a later budget took all of them over. */
function holdsSomewhere(rule: PlacePattern, { session, settings, budgets }: RuleInput): boolean {
  const places = budgetPlaces(session, settings)
  const own = places.filter((each) => each.rule === rule)
  if (own.length === 0) return places.some(({ place }) => matchesPlace(rule, place))
  return own.some(({ place }) =>
    budgets.some((budget) => isSamePlace(budget, place) && isKnown(budget)),
  )
}

/** What is invalid has a rule of its own that fails. */
const isKnown = ({ value, verdict }: RuleInput['budgets'][number]) =>
  value !== undefined || verdict === 'invalid'

function describe(
  kind: string,
  rule: PlacePattern,
  { session: { header } }: RuleInput,
  severity: 'fail' | 'warn',
): Found {
  const name = `the rule "${kind}" for ${describePattern(rule)}`
  const scenarios = [...header.scenarios.map((scenario) => scenario.name), LIFE_CYCLE]
  if (!scenarios.some((scenario) => matchesGlob(rule.scenario, scenario)))
    return {
      severity: 'warn',
      message: `Expected ${name} to hold for a scenario of this session, which measured ${header.scenarios.map((scenario) => scenario.name).join(', ')}: it was not checked here.`,
    }
  return {
    severity,
    message: `Expected ${name} to hold for something that was measured, found no value of it: plan more requests, correct the rule, or remove it.`,
  }
}
