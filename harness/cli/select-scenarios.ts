// Scenarios of the config by name or pattern.
import type { Config } from '../config/schema.ts'
import { UsageError } from '../core/errors.ts'
import type { Scenario } from '../core/scenario.ts'

/** `*` stands for anything; every pattern must hit something. */
export function selectScenarios(
  { scenarios, select }: Config,
  patterns: readonly string[] | undefined,
): Scenario[] {
  const wanted = patterns ?? select
  if (wanted.length === 0) return [...scenarios]
  const matchers = wanted.map((pattern) => ({ pattern, matches: matcher(pattern) }))
  const unused = matchers.find(({ matches }) => !scenarios.some(({ name }) => matches(name)))
  if (unused !== undefined)
    throw new UsageError(
      `Expected --scenario to name one of ${scenarios.map(({ name }) => name).join(', ')}; got "${unused.pattern}".`,
    )
  return scenarios.filter(({ name }) => matchers.some(({ matches }) => matches(name)))
}

function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  const expression = new RegExp(`^${escaped}$`)
  return (name) => expression.test(name)
}
