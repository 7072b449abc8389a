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
  const scaled = metrics.map(scale)
  const patterns = signPatterns(units)
  const observed = scaled.map((metric) => statistic(metric, Array(units).fill(1), sides))
  const order = observed.map((_, index) => index).sort((a, b) => observed[b]! - observed[a]!)
  const reached = order.map(() => 0)
  for (const signs of patterns) {
    let highest = Number.NEGATIVE_INFINITY
    for (let place = order.length - 1; place >= 0; place--) {
      highest = Math.max(highest, statistic(scaled[order[place]!]!, signs, sides))
      const mine = observed[order[place]!]!
      if (highest >= mine - ROUNDING * Math.abs(mine)) reached[place]! += 1
    }
  }
  return monotone(order, reached, patterns.length)
}

/** Statistics that differ by less are equal: sums in another order round differently. */
const ROUNDING = 1e-9

interface Scaled {
  /** How many units have a value. */
  readonly units: number
  /** Divided by √(units · sum of squares), which no sign changes; 0 where a unit has none. */
  readonly values: Float64Array
}

function scale(values: readonly number[]): Scaled {
  const known = values.filter((value) => !Number.isNaN(value))
  const squares = known.reduce((sum, value) => sum + value * value, 0)
  const size = squares === 0 ? 1 : Math.sqrt(known.length * squares)
  return {
    units: known.length,
    values: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : value / size)),
  }
}

/** t = u √((n − 1) / (1 − u²)) with u the sum of scaled values, so a pattern of signs costs one sum per metric. */
function statistic({ values, units }: Scaled, signs: readonly number[], sides: Sides): number {
  let sum = 0
  for (let unit = 0; unit < values.length; unit++) sum += signs[unit]! * values[unit]!
  const u = sides === 'both' ? Math.abs(sum) : sum
  return u * Math.sqrt((units - 1) / Math.max(SMALLEST, 1 - u * u))
}

/** Keeps the statistic of units that do not differ at all finite. */
const SMALLEST = 1e-15

/** By number of units: a calibration asks a hundred thousand times. */
const patternsOf = new Map<number, Patterns>()

function signPatterns(units: number): Patterns {
  const patterns = patternsOf.get(units) ?? makePatterns(units)
  patternsOf.set(units, patterns)
  return patterns
}

type Patterns = readonly (readonly number[])[]

/** All patterns up to 12 units; beyond, as many: the true signs and seeded random ones. */
function makePatterns(units: number): Patterns {
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
