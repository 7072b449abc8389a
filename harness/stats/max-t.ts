// Family-wise p-values that keep the correlation between metrics: whole units change their sign, for all metrics
// together. Under "no difference" the random order of the builds makes every pattern of signs equally likely,
// whatever the shape of the noise. Step-down maxT of Westfall & Young, Resampling-Based Multiple Testing (1993),
// algorithm 4.1, with sign patterns in the place of permutations.
import { createRandom } from '../core/random.ts'

/** Whether only positive statistics speak against "no difference", or those of either sign. */
export type Sides = 'above' | 'both'

/**
 * Adjusted p-values in the order of the metrics; the smallest possible one is 1 / 2^units. `metrics[j][k]` is the
 * value of metric j in unit k, NaN where it has none.
 */
export function maxTAdjusted(metrics: readonly (readonly number[])[], sides: Sides): number[] {
  const units = metrics[0]?.length ?? 0
  const scales = metrics.map(scaleOf)
  const observed = statistics(metrics, scales, Array(units).fill(1), sides)
  const order = observed.map((_, index) => index).sort((a, b) => observed[b]! - observed[a]!)
  const reached = order.map(() => 0)
  const patterns = signPatterns(units)
  for (const signs of patterns) {
    const flipped = statistics(metrics, scales, signs, sides)
    let highest = Number.NEGATIVE_INFINITY
    for (let place = order.length - 1; place >= 0; place--) {
      highest = Math.max(highest, flipped[order[place]!]!)
      const mine = observed[order[place]!]!
      if (highest >= mine - ROUNDING * Math.abs(mine)) reached[place]! += 1
    }
  }
  return monotone(order, reached, patterns.length)
}

/** Statistics that differ by less are equal: sums in another order round differently. */
const ROUNDING = 1e-9

interface Scale {
  readonly units: number
  /** Sum of squares, which no sign changes. */
  readonly squares: number
}

function scaleOf(values: readonly number[]): Scale {
  const known = values.filter((value) => !Number.isNaN(value))
  return {
    units: known.length,
    squares: known.reduce((sum, value) => sum + value * value, 0),
  }
}

/** t = u √((n − 1) / (1 − u²)) with u = sum / √(n · squares), so a pattern of signs costs one sum per metric. */
function statistics(
  metrics: readonly (readonly number[])[],
  scales: readonly Scale[],
  signs: readonly number[],
  sides: Sides,
): number[] {
  return metrics.map((values, metric) => {
    const { units, squares } = scales[metric]!
    if (squares === 0) return 0
    let sum = 0
    for (let unit = 0; unit < values.length; unit++) {
      const value = values[unit]!
      if (!Number.isNaN(value)) sum += signs[unit]! * value
    }
    const u = (sides === 'both' ? Math.abs(sum) : sum) / Math.sqrt(units * squares)
    return u * Math.sqrt((units - 1) / Math.max(SMALLEST, 1 - u * u))
  })
}

/** Keeps the statistic of units that do not differ at all finite. */
const SMALLEST = 1e-15

/** All patterns up to 12 units; beyond, as many: the true signs and seeded random ones. */
function signPatterns(units: number): readonly (readonly number[])[] {
  const count = 2 ** Math.min(units, EXACT_UNITS)
  if (units <= EXACT_UNITS)
    return Array.from({ length: count }, (_, bits) =>
      Array.from({ length: units }, (_, unit) => ((bits >> unit) & 1 ? -1 : 1)),
    )
  const random = createRandom(`sign patterns of ${units} units`)
  return Array.from({ length: count }, (_, index) =>
    Array.from({ length: units }, () => (index === 0 || random() < 0.5 ? 1 : -1)),
  )
}

const EXACT_UNITS = 12

function monotone(order: readonly number[], reached: readonly number[], patterns: number) {
  const adjusted = order.map(() => 1)
  let highest = 0
  for (const [place, metric] of order.entries()) {
    highest = Math.max(highest, reached[place]! / patterns)
    adjusted[metric] = highest
  }
  return adjusted
}
