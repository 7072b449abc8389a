// The typical shift when every unit gives one value: the median of all Walsh averages (d_i + d_j) / 2, i ≤ j, and
// the interval [W_(k), W_(M+1−k)] of the M ordered ones with k from the exact null distribution of the signed-rank
// statistic (Hodges & Lehmann 1963; Hollander & Wolfe, Nonparametric Statistical Methods, 3.3). It is exact for any
// symmetric noise, and needs 6 units before 95 % can be reached at all.
import type { Estimate } from './estimate.ts'
import { median } from './quantile.ts'

/** Undefined when no interval of this confidence exists for so few values. */
export function hodgesLehmann(values: readonly number[], confidence: number): Estimate | undefined {
  const rank = signedRankCutoff(values.length, 1 - confidence)
  if (rank === undefined) return undefined
  const walsh = walshAverages(values)
  return {
    value: median(walsh)!,
    low: walsh[rank - 1]!,
    high: walsh[walsh.length - rank]!,
    confidence,
    units: values.length,
    method: 'hodges-lehmann',
  }
}

/** The largest k with 2 · P(T ≤ k − 1) ≤ level under "no difference"; undefined when even k = 1 exceeds it. */
export function signedRankCutoff(units: number, level: number): number | undefined {
  let below = 0
  for (const [statistic, probability] of signedRankProbabilities(units).entries()) {
    below += probability
    if (2 * below > level) return statistic === 0 ? undefined : statistic
  }
  return undefined
}

/** P(T = 0), P(T = 1), … for equally likely signs: the ranks join one by one, positive half of the time. */
function signedRankProbabilities(units: number): number[] {
  const highest = (units * (units + 1)) / 2
  const probabilities: number[] = [1, ...Array.from({ length: highest }, () => 0)]
  for (let rank = 1; rank <= units; rank++)
    for (let sum = highest; sum >= 0; sum--)
      probabilities[sum] = (probabilities[sum]! + (probabilities[sum - rank] ?? 0)) / 2
  return probabilities
}

function walshAverages(values: readonly number[]): number[] {
  return values
    .flatMap((first, index) => values.slice(index).map((second) => (first + second) / 2))
    .sort((a, b) => a - b)
}
