// A drawn session through the real procedure: after every look it is asked whether to go on, then judged.
import type { ExitCode } from '../core/errors.ts'
import type { Comparison } from '../judge/comparison.ts'
import { decide } from '../judge/decide.ts'
import { judgeSession } from '../judge/judge.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import type { Metric } from '../metrics/metric.ts'
import type { MetricSeries, ReadSeries, UnitValues } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session, TargetInfo, UnitResult } from '../results/schema.ts'
import { metricOf } from './kept-session.ts'
import type { KeptSeries, KeptSession } from './kept-session.ts'
import { keyOf } from './place-key.ts'
import { ROLES } from './draw.ts'
import type { Drawn, Role, Take } from './draw.ts'

export interface Outcome {
  readonly exitCode: ExitCode
  /** Complete ones until everything was decided, or all it has. */
  readonly units: number
  /** Those of the candidate. */
  readonly comparisons: readonly Comparison[]
  /** What turned it red. */
  readonly red: readonly Comparison[]
}

/** `looks` are numbers of complete units, ascending. */
export function judgeDrawn(
  drawn: Drawn,
  looks: readonly number[],
  settings: Partial<JudgeSettings> = {},
): Outcome {
  const all = sessionOf(drawn, looks)
  const read = readerOf(drawn)
  const isEnough = (units: number) => !decide(firstUnits(all, units), settings, read).shouldContinue
  const session = firstUnits(all, looks.find(isEnough) ?? looks.at(-1)!)
  const { comparisons, findings, exitCode } = judgeSession(session, settings, read)
  return {
    exitCode,
    // Not the look: a measured session with too many void units holds fewer.
    units: completeUnits(session).length,
    comparisons: comparisons.filter(({ candidate }) => candidate === CANDIDATE),
    red: findings.flatMap(({ rule, severity, comparison }) =>
      rule === 'regression' && severity === 'fail' ? [comparison!] : [],
    ),
  }
}

/** Asked after every unit of a session of the profile. */
export function wouldContinue(
  drawn: Drawn,
  looks: readonly number[],
  settings: Partial<JudgeSettings>,
): boolean {
  const units = drawn.units.filter((unit) => unit !== undefined).length
  if (!looks.includes(units)) return units < looks.at(-1)!
  return decide(sessionOf(drawn, looks), settings, readerOf(drawn)).shouldContinue
}

const CANDIDATE: Role = 'candidate'

/** As the session stood with so many complete units. */
export function firstUnits(session: Session, units: number): Session {
  const last = completeUnits(session)[units - 1]?.index ?? Infinity
  return { ...session, units: session.units.filter(({ index }) => index <= last) }
}

export function sessionOf({ like, units }: Drawn, looks: readonly number[]): Session {
  return {
    header: {
      ...like.header,
      looks: [...looks],
      unitsPlanned: looks.at(-1)!,
      targets: ROLES.map((role) => targetOf(role, like)),
    },
    units: units.map((unit, index) => emptyUnit(index, unit === undefined ? 'void' : 'complete')),
    end: { kind: 'end', finishedAt: '', state: 'finished', notes: [] },
  }
}

/** The candidate needs another commit: one that equals the baseline would be taken for a second control. */
function targetOf(role: Role, { header }: KeptSession): TargetInfo {
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
export function readerOf(drawn: Drawn): ReadSeries {
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
    const place = keyOf(template)
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
  const factor = factorOf(metric, ratio)
  return factor === 1 ? values : values?.map((value) => value * factor)
}

/** What requests that take so much longer make of a metric: times grow, rates fall, sizes stay. */
function factorOf({ unit }: Metric, ratio: number): number {
  if (unit === 'us' || unit === 'ms') return ratio
  return unit === 'perSecond' ? 1 / ratio : 1
}

const PLACES = new WeakMap<KeptSession, Map<string, KeptSeries>>()

function placesOf(session: KeptSession) {
  const known =
    PLACES.get(session) ?? new Map(session.series.map((series) => [keyOf(series), series]))
  PLACES.set(session, known)
  return known
}
