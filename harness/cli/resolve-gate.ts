// The gate of a config as rules to judge by, checked before anything is built: a rule that cannot hold for anything is
// a mistake, and a gate that looks strict but checks nothing is worse than one that fails.
import type { LoadedConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import type { BudgetRule, GateRules, PlacePattern } from '../core/gate-rules.ts'
import { matchesGlob } from '../core/glob.ts'
import { fitsUnit } from '../judge/budget.ts'
import { METRICS } from '../metrics/catalogue.ts'
import type { Metric } from '../metrics/metric.ts'
import { LIFE_CYCLE, PROCESS } from '../metrics/series.ts'

export function resolveGate({ file, config }: LoadedConfig): GateRules {
  const { gate } = config
  const places: readonly (readonly [string, PlacePattern])[] = [
    ...gate.margins.map((rule, index) => [`margins.${index}`, rule] as const),
    ...gate.budgets.map((rule, index) => [`budgets.${index}`, rule] as const),
    ...gate.mustBeSame.map((rule, index) => [`mustBeSame.${index}`, rule] as const),
    ...gate.exceptions.map((rule, index) => [`exceptions.${index}`, rule] as const),
  ]
  const problems = [
    ...places.flatMap(([path, rule]) => findMistakes(path, rule, config.scenarios)),
    ...gate.budgets.flatMap((rule, index) => findBudgetMistakes(`budgets.${index}`, rule)),
  ]
  if (problems.length > 0)
    throw new UsageError(
      `${file} has rules in its gate that cannot hold:\n${problems.map((problem) => `  gate.${problem}`).join('\n')}`,
    )
  return gate
}

interface NamedLoads {
  readonly name: string
  readonly loads: readonly { readonly name: string }[]
}

function findMistakes(
  path: string,
  { scenario, load, metric }: PlacePattern,
  scenarios: readonly NamedLoads[],
): readonly string[] {
  const all: readonly NamedLoads[] = [
    ...scenarios,
    { name: LIFE_CYCLE, loads: [{ name: PROCESS }] },
  ]
  const meant = all.filter(({ name }) => matchesGlob(scenario, name))
  const loads = meant.flatMap((each) => each.loads.map(({ name }) => name))
  return [
    ...expectOne(
      `${path}.scenario`,
      scenario,
      all.map(({ name }) => name),
    ),
    ...(meant.length === 0 ? [] : expectOne(`${path}.load`, load, loads)),
    ...expectOne(
      `${path}.metric`,
      metric,
      METRICS.map(({ id }) => id),
    ),
  ]
}

function expectOne(path: string, pattern: string, names: readonly string[]): readonly string[] {
  if (names.some((name) => matchesGlob(pattern, name))) return []
  return [`${path}: expected one of ${[...new Set(names)].join(', ')}, got "${pattern}"`]
}

function findBudgetMistakes(
  path: string,
  { metric: id, limit, bound }: BudgetRule,
): readonly string[] {
  const metric = METRICS.find((each) => each.id === id)
  if (metric === undefined) return []
  const sense = metric.better === 'lower' ? 'at most' : 'at least'
  return [
    ...(fitsUnit(limit, metric)
      ? []
      : [`${path}: expected ${UNIT_WORDS[metric.unit]} for ${id}, got another unit`]),
    ...(bound === sense
      ? []
      : [`${path}: ${id} is better when ${metric.better}, so expected ${SIGNS[sense]}`]),
  ]
}

const SIGNS = { 'at most': '<=', 'at least': '>=' } as const

const UNIT_WORDS: Readonly<Record<Metric['unit'], string>> = {
  us: 'a time such as 50 ms',
  ms: 'a time such as 50 ms',
  perSecond: 'a rate such as 200/s',
  bytes: 'an amount such as 300 MB',
  count: 'a plain number',
}
