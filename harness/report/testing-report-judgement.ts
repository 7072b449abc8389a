// How the hand-written session was judged, without a judge: reports are tested apart from what they tell.
import { EXIT } from '../core/errors.ts'
import type { Comparison, Finding, Judgement, Verdict } from '../judge/comparison.ts'
import { METRICS } from '../metrics/catalogue.ts'
import { LINES } from './testing-report-lines.ts'
import type { Line } from './testing-report-lines.ts'
import type { ReportFixtureOptions } from './testing-report-session.ts'
import { BASELINE, CONTROL, LABELS } from './testing-report-targets.ts'
import { UNITS } from './testing-report-units.ts'

export function buildReportJudgement(options: ReportFixtureOptions = {}): Judgement {
  const candidates = LABELS.slice(1).flatMap((label, index) =>
    LINES.map((each) => comparisonOf(each, label, each.values[index + 1]!)),
  )
  const control = options.control === true ? LINES.map((each) => controlOf(each)) : []
  const comparisons = [...candidates, ...control]
  const findings = findingsOf(comparisons)
  return { comparisons, budgets: [], findings, exitCode: EXIT.wrongAnswers }
}

function comparisonOf(from: Line, candidate: string, candidateValue: number): Comparison {
  const [scenario, load, metric] = from.place
  const { marginRatio, gating } = METRICS.find(({ id }) => id === metric)!
  const ratio = candidateValue / from.values[0]
  const spread = from.spread ?? 0
  const isLast = candidate === LABELS.at(-1)
  const verdict = isLast ? from.verdict : verdictOf(ratio, metric)
  return {
    scenario,
    load,
    metric,
    baseline: BASELINE,
    candidate,
    baselineValue: from.values[0],
    candidateValue,
    change:
      verdict === 'invalid'
        ? undefined
        : {
            value: ratio,
            low: ratio * Math.exp(-spread),
            high: ratio * Math.exp(spread),
            confidence: 0.95,
            units: UNITS,
            method: 'clustered-trimmed',
          },
    verdict,
    marginRatio,
    gating: gating === true,
    alarmP: undefined,
    detectableRatio: verdict === 'invalid' ? undefined : marginRatio + Math.expm1(spread),
    unitsNeeded: verdict === 'unclear' ? 9 : undefined,
    notes: [],
  }
}

function verdictOf(ratio: number, metric: string): Verdict {
  if (Math.abs(Math.log(ratio)) < 0.05) return 'same'
  return ratio < 1 === (METRICS.find(({ id }) => id === metric)!.better === 'lower')
    ? 'faster'
    : 'slower'
}

function controlOf(from: Line): Comparison {
  const comparison = comparisonOf(from, CONTROL.label, from.values[0] * 1.004)
  return { ...comparison, verdict: 'same' }
}

function findingsOf(comparisons: readonly Comparison[]): readonly Finding[] {
  const slower = comparisons.find(
    (each) => each.candidate === 'followup' && each.scenario === 'merging-heartbeats',
  )!
  return [
    {
      rule: 'no-regression',
      severity: 'fail',
      message: 'merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %, +16.3 %].',
      comparison: slower,
    },
  ]
}
