// Verdicts counted over the metrics that may gate: the one line by which a report is read.
import type { Comparison, Finding, Verdict } from '../judge/comparison.ts'
import { isControl } from '../judge/control.ts'
import type { ReportView } from './view.ts'

export type Counts = Readonly<Record<Verdict, number>> & { readonly total: number }

export function countVerdicts(comparisons: readonly Comparison[]): Counts {
  const gating = comparisons.filter((comparison) => comparison.gating)
  const count = (verdict: Verdict) => gating.filter((each) => each.verdict === verdict).length
  return {
    faster: count('faster'),
    slower: count('slower'),
    same: count('same'),
    unclear: count('unclear'),
    invalid: count('invalid'),
    total: gating.length,
  }
}

/** `14 faster, 0 slower, 2 same, 1 unclear, 1 invalid`: zeros stay, since "0 slower" is news. */
export function describeCounts(counts: Counts): string {
  const order: readonly Verdict[] = ['faster', 'slower', 'same', 'unclear', 'invalid']
  return order.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ')
}

export interface Outcome {
  readonly verdict: Verdict
  readonly headline: string
  /** What the reader has to do, or that there is nothing. */
  readonly action: string
}

/** The worst news first: wrong answers, then slower, then nothing known, then good news. */
export function summarize(view: ReportView): Outcome {
  const counts = countVerdicts(view.comparisons)
  const wrong = wrongAnswers(view)
  if (wrong > 0) return { verdict: 'invalid', ...describeWrong(wrong) }
  const isNoise = isControl(view.candidate, view.baseline) && counts.slower + counts.faster > 0
  if (counts.slower > 0 && !isNoise) return { verdict: 'slower', ...describeSlower(view) }
  const outcome = isNoise ? NOISE : summarizeSpeed(counts)
  const fails = failuresOf(view).length
  return fails === 0 ? outcome : { ...outcome, action: 'Someone must look at the findings.' }
}

function summarizeSpeed(counts: Counts): Outcome {
  if (counts.total === 0)
    return { verdict: 'invalid', headline: 'Nothing judged', action: 'Measure again.' }
  if (counts.invalid === counts.total)
    return { verdict: 'invalid', headline: 'No honest verdict', action: 'Measure again.' }
  const action = describeRest(counts)
  if (counts.faster === 0 && counts.unclear > counts.same)
    return { verdict: 'unclear', headline: 'Unclear', action }
  return counts.faster > 0
    ? { verdict: 'faster', headline: 'Faster', action }
    : { verdict: 'same', headline: 'Same speed', action }
}

/** Of a control: no build is slower or faster than itself. */
const NOISE: Outcome = {
  verdict: 'unclear',
  headline: 'Noise',
  action: 'It is the baseline’s build once more: nobody has to act.',
}

/** A verdict counts for its row alone; the rules confirm it among all rows of the candidate together. */
function describeSlower(view: ReportView): Omit<Outcome, 'verdict'> {
  return failuresOf(view).length > 0
    ? { headline: 'Slower', action: 'Someone must look at the slower rows.' }
    : { headline: 'Slower, not confirmed', action: 'More units would settle it.' }
}

/** What even good news owe the reader about the rows that are not part of them. */
function describeRest({ invalid, unclear }: Counts): string {
  if (invalid > 0) return 'Someone must look at the invalid rows.'
  return unclear > 0 ? 'Nobody has to act; unclear rows need more units.' : 'Nobody has to act.'
}

function failuresOf({ judgement, candidate }: ReportView): readonly Finding[] {
  return findingsOf(judgement.findings, candidate.label).filter(
    ({ severity }) => severity === 'fail',
  )
}

/** Findings about the candidate or about the session as a whole, gravest first. */
export function findingsOf(findings: readonly Finding[], label: string): readonly Finding[] {
  return findings
    .filter(
      ({ comparison, budget }) =>
        (comparison ?? budget)?.candidate === label || (comparison ?? budget) === undefined,
    )
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

const SEVERITIES: readonly Finding['severity'][] = ['fail', 'warn', 'info']

/** Scenarios in which the candidate's answers differ from the baseline's or carry a wrong status. */
export function wrongAnswers(view: ReportView): number {
  return view.session.header.answers.filter(
    (answer) =>
      answer.target === view.candidate.label &&
      (answer.state === 'different' || answer.state === 'wrong-status'),
  ).length
}

function describeWrong(scenarios: number): Omit<Outcome, 'verdict'> {
  const many = scenarios === 1 ? 'one scenario' : `${scenarios} scenarios`
  return {
    headline: `Answers differ in ${many}`,
    action: 'Someone must look before speed matters.',
  }
}
