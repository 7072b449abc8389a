// What our sessions say to a pair of builds: judged by the real judge, with the older build as the baseline.
import { UsageError } from '../../harness/core/errors.ts'
import type { Comparison } from '../../harness/judge/comparison.ts'
import { judgeSession } from '../../harness/judge/judge.ts'
import { findMetric, METRICS } from '../../harness/metrics/catalogue.ts'
import type { Metric } from '../../harness/metrics/metric.ts'
import type { Place } from '../../harness/report/view.ts'
import type { Session } from '../../harness/results/schema.ts'
import type { Estimate } from '../../harness/stats/estimate.ts'
import type { OurFactor } from './agreement.ts'
import type { Build, Pair } from './pull-request/pr-row.ts'

export interface Measured extends OurFactor {
  readonly metric: Metric
  /** In the metric's unit; undefined where nothing was recorded. */
  readonly before: number | undefined
  readonly after: number | undefined
}

/** The measurement, or in words what is missing for it. */
export type Ours = Measured | { readonly missing: string }

/** Asked for a place and a pair. */
export type FindOurs = (place: Place, pair: Pair) => Ours

/** What a session may call a build: steps of a chain are named by what they add, and end where a profile stands. */
const LABELS: Readonly<Record<Build, readonly string[]>> = {
  master: ['master'],
  midpoint: ['midpoint', 'copies', '+copies'],
  branch: ['branch', 'statements', '+statements'],
  keepalive: ['keepalive', '+keepalive'],
  followup: ['followup', 'journal', '+journal'],
}
const STATIONS: readonly Build[] = ['master', 'midpoint', 'branch', 'followup']

/** The sessions are asked in turn; the first that has both builds and the place answers. */
export function findIn(sessions: readonly Session[]): FindOurs {
  const judged = sessions.map(judgeByBaseline)
  return (place, [from, to]) => {
    const answers = sessions.map((session, index) => {
      const [before, after] = [labelIn(session, from), labelIn(session, to)]
      const absent = [before ?? from, after ?? to].filter((label) => !hasTarget(session, label))
      if (absent.length > 0) return { missing: `no build ${absent.join(', ')} was measured` }
      return measuredAt(session, judged[index]!(before!), place, after!)
    })
    return answers.find((answer) => !('missing' in answer)) ?? answers[0]!
  }
}

/** A session that lacks one of the four stations is not the story. */
export function checkStations({ header: { targets } }: Session, file: string): void {
  const labels = targets.map(({ label }) => label)
  if (STATIONS.every((station) => labels.includes(station))) return
  throw new UsageError(
    `${file}: Expected targets labelled ${STATIONS.join(', ')}, got ${labels.join(', ')}. Measure with: heartbench compare .:master .:midpoint .:branch .:followup`,
  )
}

export function labelIn(session: Session, build: Build): string | undefined {
  return LABELS[build].find((label) => hasTarget(session, label))
}

function hasTarget({ header }: Session, wanted: string): boolean {
  return header.targets.some(({ label }) => label === wanted)
}

function judgeByBaseline(session: Session): (baseline: string) => readonly Comparison[] {
  const known = new Map<string, readonly Comparison[]>()
  return (baseline) => {
    const comparisons =
      known.get(baseline) ?? judgeSession(withBaseline(session, baseline)).comparisons
    known.set(baseline, comparisons)
    return comparisons
  }
}

/** The same recordings, seen from another build. */
function withBaseline(session: Session, baseline: string): Session {
  const targets = session.header.targets.map((target) =>
    Object.assign({}, target, { role: target.label === baseline ? 'baseline' : 'candidate' }),
  ) as Session['header']['targets']
  return { ...session, header: { ...session.header, targets } }
}

function measuredAt(
  { header }: Session,
  comparisons: readonly Comparison[],
  place: Place,
  candidate: string,
): Ours {
  const { scenario, load, metric } = place
  const found = comparisons.find(
    (each) =>
      each.scenario === scenario &&
      each.load === load &&
      each.metric === metric &&
      each.candidate === candidate,
  )
  if (found === undefined) return { missing: reasonOf(place, header.scenarios) }
  const { change, verdict, baselineValue, candidateValue } = found
  const info = findMetric(metric)
  const factor = change && timesBetter(change, info.better)
  return { factor, verdict, metric: info, before: baselineValue, after: candidateValue }
}

function reasonOf({ scenario, metric }: Place, scenarios: Session['header']['scenarios']): string {
  if (!METRICS.some(({ id }) => id === metric)) return `nothing measures ${metric} yet`
  const isScenario = METRICS.find(({ id }) => id === metric)!.scope === 'slice'
  if (isScenario && !scenarios.some(({ name }) => name === scenario))
    return 'the scenario is not in the session'
  return `the session holds no ${metric} of ${scenario}`
}

/** Ratios of times and sizes are turned round, so that above 1 is better everywhere. */
export function timesBetter(change: Estimate, better: 'lower' | 'higher'): Estimate {
  if (better === 'higher') return change
  return { ...change, value: 1 / change.value, low: 1 / change.high, high: 1 / change.low }
}
