// What more units would bring, and what this many could have shown. Everything on the log scale.
import type { Estimate } from './estimate.ts'
import { criticalT } from './looks.ts'
import type { Look } from './looks.ts'

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

/** Standard deviation of a single unit, from an interval of Student's t: what more units would average out. */
export function unitSpread(estimate: Estimate): number {
  const t = criticalT(1 - estimate.confidence, estimate.units)
  return (halfWidth(estimate) / t) * Math.sqrt(estimate.units)
}

/** The interval that a look would show around a true effect, if units vary by `spread`. */
export function expectedEstimate(effect: number, spread: number, look: Look): Estimate {
  const { units, level } = look
  const width = (spread / Math.sqrt(units)) * criticalT(level, units)
  return {
    value: effect,
    low: effect - width,
    high: effect + width,
    confidence: 1 - level,
    units,
    method: 'clustered-trimmed',
  }
}
