// Planned looks: at which numbers of units a verdict may be read, and how strict each look has to be so that all of
// them together are wrong no more often than a single one would be.
import { lookBoundaries, spentShare } from './sequential-t.ts'
import { studentTQuantile, studentTUpperTail } from './student-t.ts'

/** One look: its two-sided level for a single t interval, and the share of the whole risk that becomes free with it. */
export interface Look {
  readonly units: number
  readonly level: number
  /** Shares of all looks add up to 1; tests of whole families spend by them. */
  readonly share: number
}

/** Profiles by name: numbers of complete units, the last being the most. */
export const LOOK_PROFILES = {
  quick: [6],
  pr: [6, 9, 12],
  nightly: [6, 9, 12, 16, 20],
} as const satisfies Readonly<Record<string, readonly number[]>>

export type LookProfile = keyof typeof LOOK_PROFILES

/**
 * Critical |t| of each look for a total two-sided risk of 5 %. Made by `node scripts/calibrate-looks.ts`, which
 * integrates exactly; checked there and in the tests against simulated paths.
 */
export const PINNED_BOUNDARIES: readonly {
  readonly looks: readonly number[]
  readonly boundaries: readonly number[]
}[] = [
  { looks: LOOK_PROFILES.pr, boundaries: [2.974, 2.933, 2.789] },
  { looks: LOOK_PROFILES.nightly, boundaries: [3.33, 3.175, 2.972, 2.762, 2.668] },
]

const PINNED_RISK = 0.05

/** The looks of a profile within a number of units, which becomes the last look. */
export function looksWithin(profile: LookProfile, units: number): number[] {
  return [...LOOK_PROFILES[profile].filter((look) => look < units), units]
}

/** One look spends everything; several share it. Numbers of units ascend from 2. */
export function planLooks(looks: readonly number[], risk: number): Look[] {
  if (looks.length === 0 || looks.some((look, index) => look <= (looks[index - 1] ?? 1)))
    throw new RangeError(`Expected ascending looks from 2 units on, got ${looks.join(', ')}.`)
  if (looks.length === 1) return [{ units: looks[0]!, level: risk, share: 1 }]
  const largest = looks.at(-1)!
  return boundariesOf(looks, risk).map((boundary, index) => ({
    units: looks[index]!,
    level: 2 * studentTUpperTail(boundary, looks[index]! - 1),
    share: spentShare(looks[index]! / largest) - spentShare((looks[index - 1] ?? 0) / largest),
  }))
}

function boundariesOf(looks: readonly number[], risk: number): readonly number[] {
  const pinned = PINNED_BOUNDARIES.find((each) => each.looks.join() === looks.join())
  return pinned !== undefined && Math.abs(risk - PINNED_RISK) < 1e-9
    ? pinned.boundaries
    : lookBoundaries(looks, risk)
}

/** The critical |t| of a level when an interval rests on this many units. */
export function criticalT(level: number, units: number): number {
  return studentTQuantile(1 - level / 2, units - 1)
}

/**
 * The looks that a finished number of units has reached. A session that ended between two looks gets one more with
 * all the risk that is left; a sum of risks bounds the whole, however the numbers at the looks depend on each other.
 */
export function reachedLooks(
  plan: readonly Look[],
  units: number,
  hasEnded: boolean,
  risk: number,
): Look[] {
  const reached = plan.filter((look) => look.units <= units)
  const isBetween = reached.length < plan.length && reached.at(-1)?.units !== units
  if (!hasEnded || !isBetween || units < 2) return reached
  const left = 1 - reached.reduce((sum, { share }) => sum + share, 0)
  return [...reached, { units, level: left * risk, share: left }]
}
