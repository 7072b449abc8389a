// The verdict is read from the whole interval against the margins, on the log scale where positive means worse.
import type { Estimate } from '../stats/estimate.ts'
import type { Verdict } from './comparison.ts'

/** Changes between the two are the same for all practical purposes. */
export interface Margins {
  /** Negative: a change below it is better. */
  readonly better: number
  readonly worse: number
  /** The wider of T and the floor, as a ratio. */
  readonly ratio: number
}

/**
 * ±ln(1 + T), or what the absolute floor makes of the baseline where that is wider: 20 ms on a start of 100 ms is
 * ±20 %, whatever T says. A value that cannot fall by as much as the floor can never be better.
 */
export function marginsOf(
  metric: { readonly floor: number; readonly better: 'lower' | 'higher' },
  marginRatio: number,
  baselineValue: number,
): Margins {
  const floorRatio = metric.floor === 0 ? 0 : metric.floor / baselineValue
  const ratio = Math.max(marginRatio, floorRatio)
  const up = Math.log1p(ratio)
  const down = Math.min(
    -Math.log1p(marginRatio),
    floorRatio < 1 ? Math.log1p(-floorRatio) : -Infinity,
  )
  return metric.better === 'lower'
    ? { better: down, worse: up, ratio }
    : { better: -up, worse: -down, ratio }
}

export function verdictOf(worsening: Estimate, margins: Margins): Verdict {
  const { low, high } = worsening
  if (low > margins.worse) return 'slower'
  if (high < margins.better) return 'faster'
  if (low > margins.better && high < margins.worse) return 'same'
  return 'unclear'
}

/** Sign of the metric: throughput is negated, so that `slower` always means worse. Its own inverse. */
export function towardsWorse(estimate: Estimate, better: 'lower' | 'higher'): Estimate {
  if (better === 'lower') return estimate
  return { ...estimate, value: -estimate.value, low: -estimate.high, high: -estimate.low }
}
