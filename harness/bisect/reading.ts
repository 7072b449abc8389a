// From the session of a step to its answer. Read at the looks that its header planned and nowhere else; an answer once
// reached stays. Pure: the same session and question always give the same answer.
import { cutAt } from '../judge/at-looks.ts'
import { estimateOf, logRatios } from '../judge/compare.ts'
import { doubtsAbout } from '../judge/doubts.ts'
import { fillSettings } from '../judge/settings.ts'
import { LIFE_CYCLE, readSeries } from '../metrics/series.ts'
import type { Metric } from '../metrics/metric.ts'
import type { MetricSeries } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import { clusteredTrimmedMean } from '../stats/clustered-trimmed.ts'
import type { Estimate } from '../stats/estimate.ts'
import { planLooks, reachedLooks } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import type { Answer } from './history.ts'
import { aroundMidpoint } from './midpoint.ts'
import type { Labels } from './midpoint.ts'
import type { Reason } from './reason.ts'
import type { Subject } from './subject.ts'
import { findWrong } from './wrong-answers.ts'

export interface Reading {
  readonly answer: Answer
  /** Why it was skipped. */
  readonly reason?: Reason
  /** The same in one sentence. */
  readonly because?: string
  /** Commit / base as a ratio, at the look of the answer. */
  readonly change?: Estimate
  /** Complete units of that look. */
  readonly units: number
  /** Whether numbers were looked at: then the risk of the step is spent, whatever the answer. */
  readonly isRead: boolean
}

/** `risk` is that of a wrong answer: a commit like base called changed, or the other way round. */
export function readAnswer(
  session: Session,
  subject: Subject,
  labels: Labels,
  risk: number,
  hasEnded: boolean,
): Reading {
  const units = completeUnits(session).length
  const wrong = findWrongBuild(session, subject, labels)
  if (wrong !== undefined) return { answer: 'skip', ...wrong, units, isRead: false }
  const looks = looksOf(session, risk, hasEnded)
  let last: Reading = { answer: 'skip', ...TOO_FEW, units, isRead: false }
  for (const look of looks) {
    last = readAt(session, subject, labels, look)
    if (last.answer !== 'skip') break
  }
  const [doubt] = hasEnded ? doubtsAbout(session, 1, fillSettings(session, {})) : []
  return doubt === undefined ? last : { ...last, answer: 'skip', reason: 'busy', because: doubt }
}

const TOO_FEW = { reason: 'unclear', because: 'Too few units to tell.' } as const

type Why = Pick<Required<Reading>, 'reason' | 'because'>

function findWrongBuild(session: Session, subject: Subject, labels: Labels): Why | undefined {
  const own = findWrong(session, subject, [labels.commit])
  if (own !== undefined) return { reason: 'wrong', because: own }
  const ofEnds = findWrong(session, subject, [labels.base, labels.head])
  return ofEnds === undefined ? undefined : { reason: 'ends', because: ofEnds }
}

/** A commit like base can only be wrongly called changed, one like head only the same: one end of the interval each. */
function looksOf(session: Session, risk: number, hasEnded: boolean): Look[] {
  const units = completeUnits(session).length
  return reachedLooks(planLooks(plannedLooks(session), 2 * risk), units, hasEnded, 2 * risk)
}

function plannedLooks({ header }: Session): readonly number[] {
  return header.looks ?? [Math.max(2, header.unitsPlanned)]
}

/** Between two looks there is nothing to read, and so nothing to compute. */
export function isAtLook(session: Session): boolean {
  return plannedLooks(session).includes(completeUnits(session).length)
}

function readAt(session: Session, subject: Subject, labels: Labels, look: Look): Reading {
  const series = findSeries(cutAt(session, look.units), subject)
  const nothing = { answer: 'skip', units: look.units, isRead: false } as const
  if (series === undefined || !isRecorded(series, labels)) return { ...nothing, ...NOT_RECORDED }
  const rounds = aroundMidpoint(series, labels)
  if (rounds.size < 2) return { ...nothing, ...TOO_FEW }
  const side = sideOf([...rounds.values()], look, series.metric.scope)
  const ratios = [...logRatios(series, labels.base, labels.commit).values()]
  const { value, low, high, ...rest } = estimateAt(ratios, look, series.metric.scope)
  const change = { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high), ...rest }
  const measured = { change, units: look.units, isRead: true }
  if (side === undefined) return { answer: 'skip', ...UNCLEAR, ...measured }
  return { answer: side === sideOfHead(series, subject) ? 'changed' : 'same', ...measured }
}

const NOT_RECORDED = {
  reason: 'not-recorded',
  because: 'The metric was not recorded in every build.',
} as const
const UNCLEAR = {
  reason: 'unclear',
  because: 'Whether it is like base or like head is unclear after all planned units.',
} as const

function isRecorded({ values }: MetricSeries, { base, commit, head }: Labels): boolean {
  return [base, commit, head].every((label) => (values.get(label) ?? []).length > 0)
}

/** The whole interval has to lie on one side of the middle. */
export function sideOf(
  rounds: readonly (readonly number[])[],
  look: Look,
  scope: Metric['scope'],
): 'above' | 'below' | undefined {
  const { low, high } = estimateAt(rounds, look, scope)
  if (low > 0) return 'above'
  return high < 0 ? 'below' : undefined
}

function estimateAt(
  rounds: readonly (readonly number[])[],
  { level }: Look,
  scope: Metric['scope'],
): Estimate {
  return estimateOf(clusteredTrimmedMean(rounds), rounds, scope, 1 - level)
}

/** A larger throughput is a faster one. */
function sideOfHead({ metric }: MetricSeries, { find }: Subject): 'above' | 'below' {
  return (metric.better === 'lower') === (find === 'slower') ? 'above' : 'below'
}

function findSeries(session: Session, { scenario, load, metric }: Subject) {
  return readSeries(session).find(
    (series) =>
      series.metric.id === metric &&
      (series.scenario === LIFE_CYCLE || (series.scenario === scenario && series.load === load)),
  )
}
