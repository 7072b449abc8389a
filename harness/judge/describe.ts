// The sentence for each verdict. Pure text: reports, findings and comments all use these words.
import { describeNote, noteLevel } from '../core/notes.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { ChangeWords } from '../metrics/metric.ts'
import type { ScenarioInfo } from '../results/schema.ts'
import type { Estimate } from '../stats/estimate.ts'
import type { Comparison } from './comparison.ts'

/** "p50 of query-year on branch is 4.1 % to 8.3 % slower (6 units, beyond the 5 % limit)." */
export function describeComparison(
  comparison: Comparison,
  scenarios: readonly ScenarioInfo[],
): string {
  return `${describeSubject(comparison, scenarios)} ${describeVerdict(comparison)}`
}

/** What was compared: "p50 of query-year on branch"; the load is named where a scenario has several. */
export function describeSubject(
  {
    metric,
    scenario,
    load,
    candidate,
  }: Pick<Comparison, 'metric' | 'scenario' | 'load' | 'candidate'>,
  scenarios: readonly ScenarioInfo[],
): string {
  const { label, scope } = findMetric(metric)
  if (scope === 'lifecycle') return `${label} of ${candidate}`
  const loads = scenarios.find((info) => info.name === scenario)?.loads.length ?? 0
  return `${label} of ${scenario}${loads > 1 ? ` (${load})` : ''} on ${candidate}`
}

/** The predicate alone, for tables that name the subject themselves. */
export function describeVerdict(comparison: Comparison): string {
  const { verdict, change, marginRatio } = comparison
  if (verdict === 'invalid') return `is not judged.${reasonOf(comparison)}`
  if (change === undefined) return `cannot be judged.${reasonOf(comparison)}`
  const limit = formatPercent(marginRatio)
  switch (verdict) {
    case 'slower':
    case 'faster':
      return `is ${describeShift(change, findMetric(comparison.metric).words)} (${change.units} restarts, beyond the ${limit} limit).`
    case 'unclear':
      return describeUnclear(comparison, change)
    case 'same':
      return describeSame(change, marginRatio)
  }
}

/** Printed always, so that "nothing found" says how much could have been found. */
export function describeDetectable({ detectableRatio }: Comparison): string {
  return detectableRatio === undefined
    ? 'No change of any size could have been shown.'
    : `The smallest change this session could have shown is ${formatPercent(detectableRatio)}.`
}

/** An interval that excludes "no change" is told apart: significant is not the same as relevant. */
function describeSame(change: Estimate, marginRatio: number): string {
  const limit = formatPercent(marginRatio)
  if (change.low <= 1 && change.high >= 1)
    return `differs by less than ${limit}: ${formatRange(change)}.`
  const size = marginRatio <= SMALL_RATIO ? 'real but small change' : 'real change'
  return `has a ${size}, ${formatRange(change)}, inside the ${limit} limit.`
}

const SMALL_RATIO = 0.1

function describeUnclear(comparison: Comparison, change: Estimate): string {
  const { unitsNeeded, marginRatio, calibratedRatio } = comparison
  const doubt = `has not enough evidence: the true change is between ${formatRange(change, ' and ')}.`
  const known = calibratedRatio === undefined ? '' : ` ${describeCalibrated(calibratedRatio)}`
  if (unitsNeeded === undefined || unitsNeeded > MOST_UNITS_NAMED)
    return `${doubt} It lies so near the limit of ±${formatPercent(marginRatio)} that more restart pairs would hardly decide it.${known}`
  const pairs = unitsNeeded === 1 ? 'restart pair is' : 'restart pairs are'
  return `${doubt} At the present noise about ${unitsNeeded} more ${pairs} needed for ±${formatPercent(marginRatio)}.${known}`
}

/** So that nobody takes "unclear" for "nothing there": what would most probably not have stayed unclear. */
export function describeCalibrated(ratio: number): string {
  const size = ratio < 9 ? `of ${formatPercent(ratio)}` : `by a factor of ${Math.round(1 + ratio)}`
  return `Calibrated on this machine: a change ${size} would be found in 80 % of sessions of this length.`
}

/** Nobody restarts servers more often than this to settle one number. */
const MOST_UNITS_NAMED = 200

function reasonOf({ notes }: Comparison): string {
  const reason = notes.find((note) => noteLevel(note) === 'invalid') ?? notes.at(-1)
  return reason ? ` ${describeNote(reason)}` : ''
}

/** A doubling and more reads better as a factor, in either direction: "3.9× to 4.3× faster". */
function describeShift(change: Estimate, words: ChangeWords): string {
  const grows = change.value > 1
  const word = grows ? words.more : words.less
  const [near, far] = grows ? [change.low, change.high] : [change.high, change.low]
  const factors = [near, far].map((ratio) => (grows ? ratio : 1 / ratio))
  const ends =
    factors[0]! >= 2
      ? factors.map(formatFactor)
      : [near, far].map((ratio) => formatPercent(Math.abs(ratio - 1), 1))
  return ends[0] === ends[1] ? `${ends[0]} ${word}` : `${ends[0]} to ${ends[1]} ${word}`
}

function formatRange({ low, high }: Estimate, between = ' to '): string {
  return `${formatSigned(low)}${between}${formatSigned(high)}`
}

/** A ratio around 1 as a signed percentage with a true minus sign. */
function formatSigned(ratio: number): string {
  return `${ratio < 1 ? '−' : '+'}${formatPercent(Math.abs(ratio - 1), 1)}`
}

/** `digits` after the point below 100 %; without it as many as it takes, at most one. */
function formatPercent(ratio: number, digits?: number): string {
  const percent = ratio * 100
  if (percent >= 100) return `${percent.toFixed(0)} %`
  return `${digits === undefined ? Number(percent.toFixed(1)) : percent.toFixed(digits)} %`
}

function formatFactor(factor: number): string {
  return `${factor >= 100 ? factor.toFixed(0) : factor.toPrecision(2)}×`
}
