// Which timelines of a scenario are drawn: those of the first unit that counts and has them for the baseline and the
// candidate, so that nobody chooses the picture.
import { usableUnits } from '../../metrics/usable-units.ts'
import type { ScenarioInfo, Session, SliceResult, Timeline } from '../../results/schema.ts'
import type { Build } from './builds.ts'

export interface Lane {
  readonly build: Build
  readonly measured: readonly NamedTimeline[]
  readonly background: readonly NamedTimeline[]
}

export interface NamedTimeline {
  readonly load: string
  readonly timeline: Timeline
}

export interface UnitLanes {
  readonly unit: number
  readonly lanes: readonly Lane[]
}

export function findLanes(
  session: Session,
  scenario: ScenarioInfo,
  builds: readonly Build[],
): UnitLanes | undefined {
  for (const unit of usableUnits(session, scenario.name).units) {
    const slices = unit.slices.filter((slice) => slice.scenario === scenario.name)
    const lanes = builds.flatMap((build) => laneOf(build, scenario, slices) ?? [])
    const isWhole = builds.every(
      ({ role, label }) =>
        (role !== 'baseline' && role !== 'candidate') ||
        lanes.some(({ build }) => build.label === label),
    )
    if (isWhole) return { unit: unit.index, lanes }
  }
  return undefined
}

function laneOf(
  build: Build,
  scenario: ScenarioInfo,
  slices: readonly SliceResult[],
): Lane | undefined {
  const timelines = slices
    .filter(({ target }) => target === build.label)
    .flatMap(({ recordings }) => recordings)
    .flatMap(({ load, timeline }) => (timeline === undefined ? [] : [{ load, timeline }]))
  if (timelines.length === 0) return undefined
  const isMeasured = ({ load }: NamedTimeline) =>
    scenario.loads.some(({ name, measured }) => name === load && measured)
  return {
    build,
    measured: timelines.filter(isMeasured),
    background: timelines.filter((one) => !isMeasured(one)),
  }
}

/** What became of one request; `atMs` counts from the beginning of the slice. */
export interface Event {
  readonly atMs: number
  readonly kind: 'answered' | 'missed' | 'failed'
  /** Unknown of what was never sent or not answered well. */
  readonly tookMs: number | undefined
}

/** In the order they were due. */
export function eventsOf({
  atMs,
  tookMs,
  missedAtMs = [],
  failedAtMs = [],
}: Timeline): readonly Event[] {
  return [
    ...atMs.map((at, index) => ({ atMs: at, kind: 'answered', tookMs: tookMs[index]! }) as const),
    ...missedAtMs.map((at) => ({ atMs: at, kind: 'missed', tookMs: undefined }) as const),
    ...failedAtMs.map((at) => ({ atMs: at, kind: 'failed', tookMs: undefined }) as const),
  ].toSorted((a, b) => a.atMs - b.atMs)
}
