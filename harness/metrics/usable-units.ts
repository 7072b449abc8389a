// Which units count for a scenario. A unit in which one target failed is left out for all of them, so that every
// target is read from the same moments; a target that fails most of the time is set aside instead.
import type { Note } from '../core/notes.ts'
import type { Session, SliceResult, UnitResult } from '../results/schema.ts'
import { plannedIn } from '../results/shards.ts'

export interface UsableUnits {
  readonly units: readonly UnitResult[]
  /** Targets whose failures would cost more than half of the units: their speed is not judged. */
  readonly unreliable: ReadonlySet<string>
  /** What failed where, by target; also for units that were merely left out. */
  readonly notes: ReadonlyMap<string, readonly Note[]>
}

/** Units of the session that count at all. */
export function completeUnits(session: Session): readonly UnitResult[] {
  return session.units.filter((unit) => unit.state === 'complete')
}

export function usableUnits(session: Session, scenario: string): UsableUnits {
  const units = completeUnits(session).filter(plannedIn(session.header, scenario))
  const targets = session.header.targets.map((target) => target.label)
  const failures = units.flatMap((unit) =>
    targets.flatMap((target) => findFailure(session, unit, scenario, target) ?? []),
  )
  const unreliable = findUnreliable(failures, targets, units.length)
  const dropped = new Set(
    failures.filter(({ target }) => !unreliable.has(target)).map(({ unit }) => unit),
  )
  return {
    units: units.filter((unit) => !dropped.has(unit.index)),
    unreliable,
    notes: new Map(
      targets.map((label) => [
        label,
        failures.filter(({ target }) => target === label).map(({ note }) => note),
      ]),
    ),
  }
}

interface Failure {
  readonly unit: number
  readonly target: string
  readonly note: Note
}

/** First those that fail in most units; then, if the rest together spoil most units, everyone who failed. */
function findUnreliable(
  failures: readonly Failure[],
  targets: readonly string[],
  units: number,
): ReadonlySet<string> {
  const most = units / 2
  const alone = targets.filter(
    (target) => failures.filter((failure) => failure.target === target).length > most,
  )
  const rest = failures.filter(({ target }) => !alone.includes(target))
  const together = new Set(rest.map(({ unit }) => unit)).size > most
  return new Set(together ? failures.map(({ target }) => target) : alone)
}

/** One failure per unit and target: requests that failed, or slices that the plan promised and nobody took. */
function findFailure(
  session: Session,
  unit: UnitResult,
  scenario: string,
  target: string,
): Failure | undefined {
  const slices = slicesOf(unit, scenario, target)
  const counts = countFailures(slices)
  const failed = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const detail = [...counts].map(([code, count]) => `${count} × ${code}`).join(', ')
  const at = { unit: unit.index, target }
  if (failed > 0)
    return {
      ...at,
      note: { code: 'failed-requests', scenario, target, unit: unit.index, failed, detail },
    }
  const planned = plannedRounds(session, scenario)
  const whole = slices.filter((slice) => holdsEveryLoad(session, slice)).length
  if (whole === planned) return undefined
  const what = `${scenario} on "${target}" in unit ${unit.index}`
  const why = `${planned} whole rounds were planned, ${whole} were recorded`
  return { ...at, note: { code: 'not-measured', what, why } }
}

/** The slices of a target for a scenario, in the order of the rounds. */
export function slicesOf(unit: UnitResult, scenario: string, target: string): SliceResult[] {
  return unit.slices
    .filter((slice) => slice.scenario === scenario && slice.target === target)
    .sort((a, b) => a.round - b.round)
}

function countFailures(slices: readonly SliceResult[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { failures } of slices.flatMap((slice) => slice.recordings))
    for (const [code, count] of Object.entries(failures))
      if (count > 0) counts.set(code, (counts.get(code) ?? 0) + count)
  return counts
}

function plannedRounds(session: Session, scenario: string): number {
  return session.header.plan.find((plan) => plan.scenario === scenario)?.rounds ?? 0
}

function holdsEveryLoad(session: Session, slice: SliceResult): boolean {
  const scenario = session.header.scenarios.find((info) => info.name === slice.scenario)
  return (
    scenario?.loads.every((load) =>
      slice.recordings.some((recording) => recording.load === load.name),
    ) ?? false
  )
}
