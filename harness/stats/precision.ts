// What more units would bring, and what this many could have shown. Everything on the log scale.
import type { Estimate } from './estimate.ts'

/** Half the width of the interval; that of Hodges–Lehmann need not be symmetric. */
export function halfWidth(estimate: Estimate): number {
  return (estimate.high - estimate.low) / 2
}

/**
 * Further units after which the interval would clear the limit (inside or outside), were the estimate the truth:
 * N = K · (halfWidth / |limit − |estimate||)² − K, as half-widths shrink with the root of the units. Undefined where
 * no number would do, with the estimate on the limit.
 */
export function unitsStillNeeded(estimate: Estimate, limit: number): number | undefined {
  const room = Math.abs(limit - Math.abs(estimate.value))
  const needed = estimate.units * (halfWidth(estimate) / room) ** 2 - estimate.units
  return Number.isFinite(needed) ? Math.max(1, Math.ceil(needed)) : undefined
}

/** Smallest true effect whose interval would have lain wholly beyond the limit: limit + half-width. */
export function smallestDetectable(estimate: Estimate, limit: number): number {
  return limit + halfWidth(estimate)
}
