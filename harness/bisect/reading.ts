// From the session of a step to its answer. Read at the looks that its header planned and nowhere else; an answer once
// reached stays. Pure: the same session and question always give the same answer.
import { describeNote } from '../core/notes.ts'
import { cutAt } from '../judge/at-looks.ts'
import { estimateOf, logRatios } from '../judge/compare.ts'
import { doubtsAbout } from '../judge/doubts.ts'
import { fillSettings } from '../judge/settings.ts'
import { readValidity, readWrongAnswers } from '../judge/validity.ts'
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

/** What is asked of every step. */
export interface Subject {
  readonly scenario: string
  readonly load: string
  /** Id of the catalogue. */
  readonly metric: string
  /** Which change is looked for. */
  readonly find: 'slower' | 'faster'
}

export interface Reading {
  readonly answer: Answer
  /** One sentence: why it was skipped. */
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
  const [wrong] = [labels.commit, labels.base, labels.head].flatMap(
    (label) => findWrong(session, subject, label) ?? [],
  )
  if (wrong !== undefined) return { answer: 'skip', because: wrong, units, isRead: false }
  const looks = looksOf(session, risk, hasEnded)
  let last: Reading = { answer: 'skip', because: TOO_FEW, units, isRead: looks.length > 0 }
  for (const look of looks) {
    last = readAt(session, subject, labels, look)
    if (last.answer !== 'skip') break
  }
  const [doubt] = hasEnded ? doubtsAbout(session, 1, fillSettings(session, {})) : []
  return doubt === undefined ? last : { ...last, answer: 'skip', because: doubt }
}

const TOO_FEW = 'Too few units to tell.'

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
  const rounds = series === undefined ? undefined : aroundMidpoint(series, labels)
  if (series === undefined || rounds!.size < 2)
    return { answer: 'skip', because: TOO_FEW, units: look.units, isRead: true }
  const side = sideOf([...rounds!.values()], look, series.metric.scope)
  const ratios = [...logRatios(series, labels.base, labels.commit).values()]
  const { value, low, high, ...rest } = estimateAt(ratios, look, series.metric.scope)
  const change = { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high), ...rest }
  const measured = { change, units: look.units, isRead: true }
  if (side === undefined) return { answer: 'skip', because: UNCLEAR, ...measured }
  return { answer: side === sideOfHead(series, subject) ? 'changed' : 'same', ...measured }
}

const UNCLEAR = 'Whether it is like base or like head is unclear after all planned units.'

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

/** Known from the rehearsal on: units beyond the first would be measured in vain. */
export function answersWrongly(session: Session, { scenario }: Subject, label: string): boolean {
  return readWrongAnswers(session, scenario, label).length > 0
}

/** Why the speed of a build says nothing here: wrong answers, wrong rows, failed requests. */
export function findWrong(
  session: Session,
  { scenario }: Subject,
  label: string,
): string | undefined {
  const validity = readValidity(session).get(scenario)?.get(label)
  if (validity?.invalid !== true) return undefined
  const [note] = validity.notes
  return note === undefined ? 'Its requests failed.' : describeNote(note)
}
