// The alarm side of a family of metrics: how surprising is an effect if the true one were just at the margin, and
// which of many survive together (Holm 1979, A simple sequentially rejective multiple test procedure).
import type { Fit } from './clustered-trimmed.ts'
import { studentTUpperTail } from './student-t.ts'

/**
 * p = 2 · P(t_{K−1} > (centre − limit) / standard error), at most 1. One-sided against "no worse than the limit", then
 * doubled, so that p < .05 exactly when the whole 95 % interval lies above the limit.
 */
export function shiftedP(fit: Fit, limit: number): number {
  const distance = fit.centre - limit
  if (fit.standardError === 0) return distance > 0 ? 0 : 1
  return Math.min(1, 2 * studentTUpperTail(distance / fit.standardError, fit.units - 1))
}

/** Adjusted p-values in the order given: p_(i) · (m − i + 1), made monotone; reject where at most the level. */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = pValues.map(() => 1)
  let highest = 0
  for (const [place, index] of order.entries()) {
    highest = Math.max(highest, Math.min(1, pValues[index]! * (pValues.length - place)))
    adjusted[index] = highest
  }
  return adjusted
}
