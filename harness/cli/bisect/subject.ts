// Which number is bisected by: checked against config and catalogue before anything is built.
import type { Subject } from '../../bisect/subject.ts'
import type { Config } from '../../config/schema.ts'
import { UsageError } from '../../core/errors.ts'
import { METRICS } from '../../metrics/catalogue.ts'
import type { LoadInfo, Metric } from '../../metrics/metric.ts'
import { PROCESS } from '../../metrics/series.ts'
import { suggestNames } from '../../refs/suggest-names.ts'
import type { ScenarioInfo } from '../../results/schema.ts'
import { describeScenario } from '../../session/describe-subject.ts'

export interface TypedSubject {
  readonly scenario?: string
  readonly load?: string
  readonly metric?: string
  readonly find?: 'slower' | 'faster'
}

export function resolveSubject({ scenarios }: Config, typed: TypedSubject): Subject {
  const names = scenarios.map(({ name }) => name)
  const name = oneOf('--scenario', typed.scenario, names)
  const info = describeScenario(scenarios.find((each) => each.name === name)!)
  const metrics = METRICS.filter((metric) => loadsFor(metric, info).length > 0)
  const known = metrics.map(({ id }) => id)
  const id = oneOf('--metric', typed.metric, known, ` of ${name}`)
  const loads = loadsFor(
    metrics.find((metric) => metric.id === id)!,
    info,
  )
  const load =
    typed.load === undefined && loads.length === 1
      ? loads[0]!
      : oneOf('--load', typed.load, loads, ` of ${name} with ${id}`)
  return { scenario: name, load, metric: id, find: typed.find ?? 'slower' }
}

/** Names of the loads that it is read from; start-up, size and memory belong to the whole process. */
function loadsFor(metric: Metric, scenario: ScenarioInfo): string[] {
  if (metric.scope === 'lifecycle') return [PROCESS]
  return scenario.loads
    .filter((load: LoadInfo) => metric.appliesTo(load, scenario))
    .map(({ name }) => name)
}

function oneOf(flag: string, typed: string | undefined, known: readonly string[], of = ''): string {
  if (typed !== undefined && known.includes(typed)) return typed
  const close = typed === undefined ? [] : suggestNames(typed, known)
  const advice = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : ''
  throw new UsageError(
    `Expected ${flag} with one of ${known.join(', ')}${of}, got ${typed === undefined ? 'none' : `"${typed}"`}.${advice}`,
  )
}
