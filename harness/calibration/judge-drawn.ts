// A drawn session through the real procedure: after every look of a profile it is asked whether to go on, then judged.
import type { ExitCode } from '../../harness/core/errors.ts'
import type { Comparison } from '../../harness/judge/comparison.ts'
import { decide } from '../../harness/judge/decide.ts'
import { judgeSession } from '../../harness/judge/judge.ts'
import type { Metric } from '../../harness/metrics/metric.ts'
import type { MetricSeries, ReadSeries, UnitValues } from '../../harness/metrics/series.ts'
import { completeUnits } from '../../harness/metrics/usable-units.ts'
import type { Session, TargetInfo, UnitResult } from '../../harness/results/schema.ts'
import { LOOK_PROFILES } from '../../harness/stats/looks.ts'
import type { LookProfile } from '../../harness/stats/looks.ts'
import { metricOf, placeOf } from './compact.ts'
import type { CompactSession } from './compact.ts'
import { ROLES } from './draw.ts'
import type { Drawn, Role, Take } from './draw.ts'

export interface Outcome {
  readonly exitCode: ExitCode
  /** Units that the profile took before everything was decided. */
  readonly units: number
  /** Those of the candidate. */
  readonly comparisons: readonly Comparison[]
  /** What turned it red. */
  readonly red: readonly Comparison[]
}

export function judgeDrawn(drawn: Drawn, profile: LookProfile): Outcome {
  const all = sessionOf(drawn, profile)
  const read = readerOf(drawn)
  const isEnough = (units: number) => !decide(firstUnits(all, units), {}, read).shouldContinue
  const units = LOOK_PROFILES[profile].find(isEnough) ?? LOOK_PROFILES[profile].at(-1)!
  const session = firstUnits(all, units)
  const { comparisons, findings, exitCode } = judgeSession(session, {}, read)
  return {
    exitCode,
    units,
    comparisons: comparisons.filter(({ candidate }) => candidate === 'candidate'),
    red: findings.flatMap(({ rule, severity, comparison }) =>
      rule === 'regression' && severity === 'fail' ? [comparison!] : [],
    ),
  }
}

/** As the session stood with so many complete units. */
function firstUnits(session: Session, units: number): Session {
  const last = completeUnits(session)[units - 1]?.index ?? Infinity
  return { ...session, units: session.units.filter(({ index }) => index <= last) }
}

function sessionOf({ like, units }: Drawn, profile: LookProfile): Session {
  const looks = [...LOOK_PROFILES[profile]]
  return {
    header: {
      ...like.header,
      looks,
      unitsPlanned: looks.at(-1)!,
      targets: ROLES.map((role) => targetOf(role, like)),
    },
    units: units.map((unit, index) => emptyUnit(index, unit === undefined ? 'void' : 'complete')),
    end: { kind: 'end', finishedAt: '', state: 'finished', notes: [] },
  }
}

/** The candidate needs another commit: one that equals the baseline would be taken for a second control. */
function targetOf(role: Role, { header }: CompactSession): TargetInfo {
  const baseline = header.targets.find((target) => target.role === 'baseline')!
  const commit = role === 'candidate' ? 'f'.repeat(40) : baseline.commit
  return {
    ...baseline,
    label: role,
    role: role === 'baseline' ? 'baseline' : 'candidate',
    commit,
  }
}

/** Slices were read when the session was kept; what is left to judge are the series. */
function emptyUnit(index: number, state: UnitResult['state']): UnitResult {
  const nothing = { lifecycle: [], slices: [], notes: [] }
  return { kind: 'unit', index, startedAt: '', durationMs: 0, state, ...nothing }
}

/** Looks read the first units again and again, so the series of all of them are made once. */
function readerOf(drawn: Drawn): ReadSeries {
  const all = seriesOf(drawn)
  return ({ units }) => {
    const known = new Set(units.map(({ index }) => index))
    return all.map(({ scenario, load, metric, granularity, values }) => {
      const ofRole = (role: Role) => values.get(role)!.filter(({ unit }) => known.has(unit))
      const left = new Map(ROLES.map((role) => [role, ofRole(role)]))
      return { scenario, load, metric, granularity, values: left, wholes: NONE_KEPT }
    })
  }
}

/** Only budgets need them, and a calibration has none. */
const NONE_KEPT: MetricSeries['wholes'] = new Map()

function seriesOf({ like, units }: Drawn): MetricSeries[] {
  return like.series.map((template) => {
    const metric = metricOf(template)
    const place = placeOf(template)
    const valuesOf = (role: Role) =>
      units.flatMap((unit, index): UnitValues[] => {
        const take = unit?.(template.scenario, role)
        const values = take && valuesAt(take, place, metric)
        return values === undefined ? [] : [{ unit: index, values }]
      })
    const { scenario, load, granularity } = template
    const values = new Map(ROLES.map((role) => [role, valuesOf(role)]))
    return { scenario, load, metric, granularity, values, wholes: NONE_KEPT }
  })
}

function valuesAt(
  { session, unit, label, ratio = 1 }: Take,
  place: string,
  metric: Metric,
): readonly number[] | undefined {
  const values = placesOf(session).get(place)?.values[label]?.[unit]
  const isTime = metric.unit === 'us' || metric.unit === 'ms'
  return ratio === 1 || !isTime ? values : values?.map((value) => value * ratio)
}

const PLACES = new WeakMap<CompactSession, Map<string, CompactSession['series'][number]>>()

function placesOf(session: CompactSession) {
  const known =
    PLACES.get(session) ?? new Map(session.series.map((series) => [placeOf(series), series]))
  PLACES.set(session, known)
  return known
}
