// The centre of log ratios and its standard error: the rounds are trimmed globally, the error is clustered by
// restart. Measured against t on restart means it has 2 to 6 times less variance at the right error rate.
//
//   N log ratios d_kr of K units; g = floor(trim · N); lo, hi = the outermost kept values; w clips to [lo, hi]
//   theta = mean of the kept values
//   z_k = theta + (mean_r w(d_kr) − mean w) / (1 − 2g/N)      one pseudo-value per unit
//   estimate = mean z_k;  standard error = sd(z_k) / sqrt(K);  K − 1 degrees of freedom
//
// The pseudo-values are the influence function of the trimmed mean (Tukey & McLaughlin 1963; Wilcox, Introduction
// to Robust Estimation, 3.3), averaged within clusters.
import type { Estimate } from './estimate.ts'
import { mean } from './quantile.ts'
import { studentTQuantile } from './student-t.ts'

/** A centre with the uncertainty that intervals and p-values are made from. */
export interface Fit {
  readonly centre: number
  readonly standardError: number
  readonly units: number
}

/** The fit with its pseudo-values, one per unit in the order given: what sign flips of whole units permute. */
export interface ClusteredFit extends Fit {
  readonly unitValues: readonly number[]
}

/**
 * 25 % of the rounds from either end, nothing when a unit has fewer than 5: trimming then removes whole units while
 * the t still counts them. Simulated misses of the 95 % interval at 6 units, 25 % trimmed: 10 rounds 5.7 %, 4 rounds
 * 6.7 %, 3 rounds 7.5 %, 2 rounds 10 %, 1 round 10 %; untrimmed 5.0 % throughout (2.5 % under contaminated noise).
 */
export function trimFor(roundsPerUnit: number): number {
  return roundsPerUnit < 5 ? 0 : 0.25
}

/** `rounds[k]` holds the log ratios of unit k, as many in every unit; the caller leaves out units that lack some. */
export function clusteredTrimmedMean(
  rounds: readonly (readonly number[])[],
  trim: number = trimFor(rounds[0]?.length ?? 0),
): ClusteredFit {
  const units = rounds.length
  const perUnit = rounds[0]?.length ?? 0
  if (units < 2 || perUnit < 1 || rounds.some((unit) => unit.length !== perUnit))
    throw new RangeError(
      `Expected at least 2 units with equally many rounds, got ${units} units of ${rounds.map((unit) => unit.length).join(', ')} rounds.`,
    )
  const pseudo = pseudoValues(rounds, trim)
  const centre = mean(pseudo)
  const variance = pseudo.reduce((sum, z) => sum + (z - centre) ** 2, 0) / (units - 1)
  return { centre, standardError: Math.sqrt(variance / units), units, unitValues: pseudo }
}

function pseudoValues(rounds: readonly (readonly number[])[], trim: number): number[] {
  const sorted = rounds.flat().sort((a, b) => a - b)
  const cut = Math.floor(trim * sorted.length)
  const low = sorted[cut]!
  const high = sorted[sorted.length - cut - 1]!
  const clip = (value: number) => Math.min(Math.max(value, low), high)
  const theta = mean(sorted.slice(cut, sorted.length - cut))
  const clippedMean = mean(sorted.map(clip))
  const kept = 1 - (2 * cut) / sorted.length
  return rounds.map((unit) => theta + (mean(unit.map(clip)) - clippedMean) / kept)
}

/** Two-sided interval: centre ± t · standard error. */
export function intervalOf(fit: Fit, confidence: number): Estimate {
  const halfWidth = fit.standardError * studentTQuantile((1 + confidence) / 2, fit.units - 1)
  return {
    value: fit.centre,
    low: fit.centre - halfWidth,
    high: fit.centre + halfWidth,
    confidence,
    units: fit.units,
    method: 'clustered-trimmed',
  }
}
