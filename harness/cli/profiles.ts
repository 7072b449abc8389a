// Profiles: at which numbers of units verdicts are read, and how much a unit holds, so that two builds and the control
// on the standard scenarios take about 5, 15 and 30 minutes. docs/cli.md says what that was measured on.
import type { PlanSettings } from '../session/plan.ts'
import { LOOK_PROFILES, looksWithin } from '../stats/looks.ts'
import type { LookProfile } from '../stats/looks.ts'

export interface Profile {
  readonly looks: readonly number[]
  readonly plan: PlanSettings
}

/**
 * Rounds are what differs: on two cores a round of a fast endpoint varies by 7 to 14 %, a restart by 1 to 2 %, so that
 * twice the rounds in a unit narrow an interval nearly as much as twice the units, for less time.
 */
const PLANS: Readonly<Record<LookProfile, PlanSettings>> = {
  quick: { rounds: 10, scenarioBudgetMs: 3000, warmupBudgetMs: 600 },
  pr: { rounds: 20, scenarioBudgetMs: 5000, warmupBudgetMs: 1000 },
  nightly: { rounds: 25, scenarioBudgetMs: 6000, warmupBudgetMs: 2000 },
}

export const PROFILE_NAMES = Object.keys(LOOK_PROFILES)

/** `units` becomes the last look of a profile, which it cuts short or makes longer. */
export function findProfile(name: LookProfile, units: number | undefined): Profile {
  return {
    looks: units === undefined ? LOOK_PROFILES[name] : looksWithin(name, units),
    plan: PLANS[name],
  }
}
