// Every rule that a unit has to keep to count. Fixed before anything is measured, and the same for all builds: one
// breach, and the unit counts for none of them.
import { failedHere } from './failed-here.ts'
import { foreignCpu } from './foreign-cpu.ts'
import { generatorWasLimit } from './generator-was-limit.ts'
import type { Breach, UnitFacts, ValidityRule } from './rule.ts'
import { steal } from './steal.ts'

/**
 * To add a rule: one file with its limit and what was measured to set it, and its name here. A slow or failing server
 * must not break it, and a quiet machine hardly ever.
 */
export const VALIDITY_RULES: readonly ValidityRule[] = [
  steal,
  foreignCpu,
  generatorWasLimit,
  failedHere,
]

export function findBreaches(unit: UnitFacts): readonly Breach[] {
  return VALIDITY_RULES.flatMap((rule) => rule.check(unit))
}
