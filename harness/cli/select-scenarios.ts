// Scenarios of the config by name or pattern.
import type { Config } from '../config/schema.ts'
import { UsageError } from '../core/errors.ts'
import { matchesGlob } from '../core/glob.ts'
import type { Scenario } from '../core/scenario.ts'

/** `*` stands for anything; every pattern must hit something. */
export function selectScenarios(
  { scenarios, select }: Config,
  patterns: readonly string[] | undefined,
): Scenario[] {
  const wanted = patterns ?? select
  if (wanted.length === 0) return [...scenarios]
  const unused = wanted.find((pattern) => !scenarios.some(({ name }) => matchesGlob(pattern, name)))
  if (unused !== undefined)
    throw new UsageError(
      `Expected --scenario to name one of ${scenarios.map(({ name }) => name).join(', ')}; got "${unused}".`,
    )
  return scenarios.filter(({ name }) => wanted.some((pattern) => matchesGlob(pattern, name)))
}
