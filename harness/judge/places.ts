// Where rules of the gate apply: globs held against what a session measured.
import type { PlacePattern } from '../core/gate-rules.ts'
import { matchesGlob } from '../core/glob.ts'
import type { Metric } from '../metrics/metric.ts'
import { LIFE_CYCLE, PROCESS } from '../metrics/series.ts'
import type { SessionHeader } from '../results/schema.ts'

/** One measured thing of every candidate. */
export interface Place {
  readonly scenario: string
  readonly load: string
  readonly metric: string
}

export function matchesPlace(pattern: PlacePattern, place: Place): boolean {
  return (
    matchesGlob(pattern.scenario, place.scenario) &&
    matchesGlob(pattern.load, place.load) &&
    matchesGlob(pattern.metric, place.metric)
  )
}

/** Later rules take precedence over earlier ones, so that an exact one may follow a general one. */
export function lastMatching<Rule extends PlacePattern>(
  rules: readonly Rule[],
  place: Place,
): Rule | undefined {
  return rules.findLast((rule) => matchesPlace(rule, place))
}

/** Every place of the session that the metric can be read at, whether or not something was. */
export function placesOf(metric: Metric, { scenarios }: SessionHeader): readonly Place[] {
  if (metric.scope === 'lifecycle')
    return [{ scenario: LIFE_CYCLE, load: PROCESS, metric: metric.id }]
  return scenarios.flatMap((scenario) =>
    scenario.loads
      .filter((load) => metric.appliesTo(load, scenario))
      .map((load) => ({ scenario: scenario.name, load: load.name, metric: metric.id })),
  )
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.scenario === other.scenario && one.load === other.load && one.metric === other.metric
}

/** `p95 of events-1-week`, with the load where only one is meant: for sentences about rules. */
export function describePattern({ scenario, load, metric }: PlacePattern): string {
  return `${metric} of ${scenario}${load === '*' ? '' : ` (${load})`}`
}
