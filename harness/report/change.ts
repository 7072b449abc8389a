// A change in words: a factor with its direction from two times upwards, a signed percentage below.
import { formatFactor, formatInterval, formatPercent } from '../core/format.ts'
import type { Comparison, Verdict } from '../judge/comparison.ts'
import type { Metric } from '../metrics/metric.ts'
import type { Estimate } from '../stats/estimate.ts'
import { strong } from './block.ts'
import type { Inline, Text } from './block.ts'

/** From here on a percentage is harder to read than a factor. */
const FACTOR_FROM = 2
/** An interval that reaches this far says nothing in per cent: `[−100.0 %, +365182.7 %]`. */
const WIDE = 10

/** `417× faster [390×, 440×]` or `+3.1 % [−0.4 %, +6.8 %]`. */
export function describeChange(comparison: Comparison, metric: Metric): string {
  const { change, verdict } = comparison
  if (verdict === 'invalid') return 'not judged'
  if (change === undefined) return describeRatioAlone(comparison, metric)
  return `${describeRatio(change.value, metric)} ${describeInterval(comparison)}`
}

/** The same, with the change itself standing out where it is one. */
export function emphasizeChange(comparison: Comparison, metric: Metric): Text {
  const { change, verdict } = comparison
  const isChange = verdict === 'faster' || verdict === 'slower'
  if (!isChange || change === undefined) return describeChange(comparison, metric)
  return [strong(describeRatio(change.value, metric)), ` ${describeInterval(comparison)}`]
}

/** The same without its interval: `417× faster` or `+3.1 %`. */
export function describeRatio(ratio: number, metric: Metric): string {
  if (!isFactor(ratio)) return formatPercent(ratio - 1)
  return `${formatFactor(Math.max(ratio, 1 / ratio))} ${directionWord(ratio, metric)}`
}

/** The interval on the scale its value is shown on; factors count in the direction of the value. */
export function describeInterval({ change }: Pick<Comparison, 'change'>): string {
  if (change === undefined) return ''
  const { value, low, high } = change
  if (!isFactor(value) && isWide(change))
    return formatInterval(formatFactor(low), formatFactor(high))
  if (!isFactor(value)) return formatInterval(formatPercent(low - 1), formatPercent(high - 1))
  return value < 1
    ? formatInterval(formatFactor(1 / high), formatFactor(1 / low))
    : formatInterval(formatFactor(low), formatFactor(high))
}

/** An interval that reaches so far that per cent say nothing. */
export function isWide({ low, high }: Pick<Estimate, 'low' | 'high'>): boolean {
  return low < 1 / WIDE || high > WIDE
}

export function isFactor(ratio: number): boolean {
  return ratio >= FACTOR_FROM || ratio <= 1 / FACTOR_FROM
}

/** Rates get faster or slower like times, counts more or fewer; for the rest the metric has its words. */
export function directionWord(ratio: number, metric: Metric): string {
  const grows = ratio > 1
  if (metric.unit === 'perSecond') return grows ? 'faster' : 'slower'
  if (metric.unit === 'count') return grows ? 'more' : 'fewer'
  return grows ? metric.words.more : metric.words.less
}

/** The verdict with the word that fits the metric: memory grows `larger`, it does not get `slower`. */
export function verdictMark(verdict: Verdict, metric: Metric): Inline {
  if (verdict !== 'faster' && verdict !== 'slower')
    return { kind: 'verdict', verdict, word: verdict }
  const grows = (verdict === 'faster') === (metric.better === 'higher')
  return { kind: 'verdict', verdict, word: directionWord(grows ? 2 : 0.5, metric) }
}

/** Half the interval's width on the scale of the ratio: 0.036 for ±3.6 %. */
export function halfWidthRatio(comparison: Comparison): number | undefined {
  const { change } = comparison
  return change === undefined ? undefined : Math.sqrt(change.high / change.low) - 1
}

function describeRatioAlone(comparison: Comparison, metric: Metric): string {
  const { baselineValue, candidateValue } = comparison
  if (baselineValue === undefined || candidateValue === undefined) return 'not measured'
  if (baselineValue === 0 || candidateValue === 0) return 'no ratio with zero'
  return `${describeRatio(candidateValue / baselineValue, metric)}, no interval`
}
