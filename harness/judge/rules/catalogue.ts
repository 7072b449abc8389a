// Every rule of the gate, in the order of their findings.
import { budget } from './budget.ts'
import { interrupted } from './interrupted.ts'
import { invalidSpeed } from './invalid-speed.ts'
import { mustBeSameRule } from './must-be-same.ts'
import { nothingMeasured } from './nothing-measured.ts'
import { regression } from './regression.ts'
import type { Rule } from './rule.ts'
import { ruleApplies } from './rule-applies.ts'
import { targetFailed } from './target-failed.ts'
import { unclear } from './unclear.ts'
import { wrongAnswers } from './wrong-answers.ts'
import { wrongRows } from './wrong-rows.ts'

/** To add a rule: one file that exports a Rule, one line here; a new exit code also needs a place in exit-code.ts. */
export const RULES: readonly Rule[] = [
  wrongAnswers,
  wrongRows,
  targetFailed,
  regression,
  mustBeSameRule,
  budget,
  invalidSpeed,
  nothingMeasured,
  ruleApplies,
  interrupted,
  unclear,
]

/** Undefined for findings about exceptions, which no rule makes. */
export function findRule(name: string): Rule | undefined {
  return RULES.find((rule) => rule.name === name)
}
