// What a bisection tells while it goes on, in the words of `git bisect`.
import { estimateSteps } from '../../bisect/search.ts'
import type { Trial } from '../../bisect/search.ts'
import type { BisectRecord, Ends, RecordLine, Tried } from '../../bisect/record.ts'
import type { Answer } from '../../bisect/history.ts'
import type { Subject } from '../../bisect/subject.ts'
import { formatFactor, formatSpanMs } from '../../core/format.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import { describeInterval, describeRatio, isFactor } from '../../report/change.ts'
import type { Bisection } from './bisection.ts'

/** `p50 of items`; what belongs to the whole process is `resident memory after items`, or just `first answer`. */
export function describeSubject({ metric: id, scenario }: Subject): string {
  const metric = findMetric(id)
  if (metric.scope === 'slice') return `${metric.label} of ${scenario}`
  return metric.when === 'start' ? metric.label : `${metric.label} after ${scenario}`
}

export function describeBeginning(bisection: Bisection): string {
  const { record, history, baseShortId } = bisection
  const { asked, ends, tried } = record
  const head = history.at(-1)!.shortId
  const what = `${countCommits(history.length)} after ${baseShortId} up to ${head}`
  const question = `Searching ${what} for the first ${asked.subject.find} one in ${describeSubject(asked.subject)}.`
  if (ends === undefined) return question
  const known = [ends, ...tried].map((line) => describeLine(bisection, line))
  return [question, 'Known so far:', ...known].join('\n')
}

/** `Bisecting: 7 commits left to test after this (roughly 3 steps); about 4 min left` */
export function describeTrial(record: BisectRecord, trial: Trial): string {
  const left = trial.candidates - trial.ifChanged - 1
  const steps = estimateSteps(trial.candidates)
  const roughly = `roughly ${steps} ${steps === 1 ? 'step' : 'steps'}`
  const about = formatSpanMs(expectMs(record, steps))
  return `Bisecting: ${countCommits(left)} left to test after this (${roughly}); about ${about} left`
}

/** Three builds take half as long again as the two ends did, and what is named is checked like those. */
function expectMs({ ends, tried }: BisectRecord, stepsAfter: number): number {
  const endsMs = ends?.durationMs ?? 0
  const measured = tried.filter(({ units }) => units > 0).map(({ durationMs }) => durationMs)
  const total = measured.reduce((sum, ms) => sum + ms, 0)
  const stepMs = measured.length === 0 ? 1.5 * endsMs : total / measured.length
  return (stepsAfter + 1) * stepMs + endsMs
}

/** `[abc1234] Subject: slower, +23.4 % [+19.0 %, +28.1 %], 6 units` */
export function describeLine(bisection: Bisection, line: RecordLine): string {
  const { subject } = bisection.record.asked
  switch (line.kind) {
    case 'ends':
      return `[ends] head against base: ${line.verdict}${describeMeasured(line, subject)}`
    case 'tried': {
      const answer = answerWord(line.answer, subject)
      const measured = describeMeasured(line, subject)
      return `${nameCommit(bisection, line.commit)}: ${answer}${measured}${reasonOf(line)}`
    }
    case 'checked': {
      const pair = `${shortIdOf(bisection, line.after)} against ${shortIdOf(bisection, line.before)}`
      return `[check] ${pair}, the commit before it: ${line.verdict}${describeMeasured(line, subject)}${reasonOf(line)}`
    }
  }
}

/** `, +23.4 % [+19.0 %, +28.1 %], 6 units`, or nothing where nothing was measured. */
export function describeMeasured(line: Measured, subject: Subject): string {
  const estimate = describeEstimate(line, subject)
  return estimate === undefined ? '' : `, ${estimate}, ${line.units} units`
}

type Measured = Pick<RecordLine, 'change' | 'units'> &
  (Pick<Ends, 'verdict'> | Pick<Tried, 'answer'>)

/** After a word that says the direction `3.89× [2.81×, 5.37×]`, else `3.89× faster [2.81×, 5.37×]`. */
export function describeEstimate(line: Measured, { metric }: Subject): string | undefined {
  const { change } = line
  if (change === undefined) return undefined
  const ratio =
    isFactor(change.value) && saysDirection(line)
      ? formatFactor(Math.max(change.value, 1 / change.value))
      : describeRatio(change.value, findMetric(metric))
  return `${ratio} ${describeInterval({ change })}`
}

function saysDirection(line: Measured): boolean {
  return 'answer' in line
    ? line.answer === 'changed'
    : line.verdict === 'slower' || line.verdict === 'faster'
}

export function answerWord(answer: Answer, { find }: Subject): string {
  return answer === 'changed' ? find : answer
}

/** The first sentence, and without the place in the cache: the whole stands in the record. */
export function reasonOf({ because }: { readonly because?: string | undefined }): string {
  if (because === undefined) return ''
  const sentence = because.replace(/\.(\s.*)?$/s, '')
  return ` (${sentence.replace(/ in \/.*?, but it /s, ', but it ')})`
}

/** `[abc1234] Subject` */
export function nameCommit({ history }: Bisection, commit: string): string {
  const found = history.find(({ id }) => id === commit)
  return found === undefined ? `[${commit}]` : `[${found.shortId}] ${found.subject}`
}

/** The commit before the first of the range is base, or one that base follows. */
export function shortIdOf({ history, baseShortId, record }: Bisection, commit: string): string {
  if (commit === record.asked.base) return baseShortId
  return history.find(({ id }) => id === commit)?.shortId ?? commit.slice(0, baseShortId.length)
}

export function countCommits(count: number): string {
  return count === 1 ? '1 commit' : `${count} commits`
}
