// Whether groups have one mean: the one-way analysis of variance. With S groups of N values
//
//   F = (Σ n_s (mean_s − mean)² / (S − 1)) / (Σ (value − mean_s)² / (N − S)),   p = I_x(d2 / 2, d1 / 2),
//   x = d2 / (d2 + d1 F),   d1 = S − 1,   d2 = N − S        (Abramowitz & Stegun 26.6.2)
//
import { mean } from './quantile.ts'
import { regularisedBeta } from './student-t.ts'

/** P(F at least this large) if all groups had one mean; 1 where there is nothing to compare. */
export function oneWayP(groups: readonly (readonly number[])[]): number {
  const filled = groups.filter((group) => group.length > 0)
  const values = filled.flat()
  const between = filled.length - 1
  const within = values.length - filled.length
  if (between < 1 || within < 1) return 1
  const centre = mean(values)
  const spread = sum(filled.map((group) => group.length * (mean(group) - centre) ** 2))
  const rest = sum(filled.flatMap((group) => group.map((value) => (value - mean(group)) ** 2)))
  if (rest === 0) return spread === 0 ? 1 : 0
  const f = spread / between / (rest / within)
  return regularisedBeta(within / (within + between * f), within / 2, between / 2)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
