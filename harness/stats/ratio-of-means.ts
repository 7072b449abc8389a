// The interval of a ratio of two means that vary together, as a part and its whole do (Fieller 1954, Some problems in
// interval estimation, J. R. Stat. Soc. B 16, 175–185).
//
// If the true ratio is ρ, the values x_k − ρ y_k have mean 0. So ρ belongs to the interval exactly where their t does
// not exceed t*: with v the (co)variances of the means,
//
//   (x̄ − ρ ȳ)² ≤ t*² (v_xx − 2 ρ v_xy + ρ² v_yy)    ⟺    a ρ² − 2 b ρ + c ≤ 0
//   a = ȳ² − t*² v_yy      b = x̄ ȳ − t*² v_xy      c = x̄² − t*² v_xx
//   low, high = (b ± √(b² − a c)) / a
//
// a ≤ 0 means that ȳ itself may be zero: any ratio would do then, and there is no interval. It is as exact as t is,
// whatever the units share; the delta method and the jackknife are not while ȳ is only a few standard errors from zero.
import { mean } from './quantile.ts'

/** A number and the ends of its interval. */
export interface Range {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** `critical` is t* of K − 1 degrees of freedom. Undefined where the whole is not clearly different from zero. */
export function ratioOfMeans(
  part: readonly number[],
  whole: readonly number[],
  critical: number,
): Range | undefined {
  const units = whole.length
  if (units < 2 || part.length !== units)
    throw new RangeError(
      `Expected a part and a whole of the same 2 or more units, got ${part.length} and ${units}.`,
    )
  const [x, y] = [mean(part), mean(whole)]
  const squaredT = critical ** 2
  const a = y * y - squaredT * covarianceOfMeans(whole, whole)
  if (a <= 0) return undefined
  const b = x * y - squaredT * covarianceOfMeans(part, whole)
  const c = x * x - squaredT * covarianceOfMeans(part, part)
  // Not below zero but for rounding: x̄ / ȳ itself fulfils the inequality.
  const root = Math.sqrt(Math.max(0, b * b - a * c))
  return { value: x / y, low: (b - root) / a, high: (b + root) / a }
}

/** Over units, of the means: Σ (x_k − x̄)(y_k − ȳ) / (K − 1) / K. */
export function covarianceOfMeans(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [mean(xs), mean(ys)]
  const sum = xs.reduce((total, each, unit) => total + (each - x) * (ys[unit]! - y), 0)
  return sum / (xs.length - 1) / xs.length
}
