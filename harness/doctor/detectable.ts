// What effect could be seen here, and for what price. The noise of a single unit is known, from a trial or from a
// session; how far more units would average it out is the formula of precision.ts at the looks of each profile. Pure.
import { STRICT_MARGINS } from '../judge/settings.ts'
import { findMetric } from '../metrics/catalogue.ts'
import { LOOK_PROFILES, planLooks } from '../stats/looks.ts'
import type { Look, LookProfile } from '../stats/looks.ts'
import { expectedEstimate, smallestDetectable, unitsStillNeeded } from '../stats/precision.ts'

/** What the user wants to be told. */
export interface Wish {
  /** 0.05 for a slowdown of 5 %. */
  readonly effectRatio: number
  readonly timeMs: number
}

/** What a session takes: once, and per unit of each profile, which differ in how much a unit holds. */
export interface Cost {
  readonly onceMs: number
  readonly unitMs: Readonly<Record<LookProfile, number>>
}

/** One metric of one scenario, and how much it varies on unchanged builds. */
export interface Noise {
  readonly scenario: string
  readonly metric: string
  /** ±T, and what `--strict` makes of it. */
  readonly marginRatio: number
  readonly strictMarginRatio: number
  /** Standard deviation of ln(candidate / baseline) of a single unit. */
  readonly spread: number
  /** Units it was estimated from. */
  readonly units: number
}

/** A profile of `heartbench compare`, and what all of its units would take. */
export interface Plan {
  readonly profile: LookProfile
  readonly units: number
  readonly durationMs: number
  readonly inTime: boolean
}

/** The smallest effects that a plan would show, at the usual and at the strict margin. */
export interface Reach {
  readonly plan: Plan
  readonly usualRatio: number
  readonly strictRatio: number
}

export type Answer =
  | { readonly kind: 'yes' | 'longer'; readonly reach: Reach; readonly strict: boolean }
  | { readonly kind: 'no' }

export interface Detectable {
  readonly noise: Noise
  /** One per profile, from the cheapest. */
  readonly reaches: readonly Reach[]
  /** For the wanted effect, at the strict margin if it lies within the usual; undefined where no number would do. */
  readonly unitsNeeded: number | undefined
  readonly answer: Answer
}

/** The strict margin replaces the usual one only for these metrics. */
export function strictMargin(metric: string, marginRatio: number): number {
  return STRICT_MARGINS[metric] ?? marginRatio
}

/** No setting shows a smaller change of a median than this. */
export const NARROWEST_RATIO = strictMargin('p50', findMetric('p50').marginRatio)

export function plansFor(wish: Wish, cost: Cost): Plan[] {
  return (Object.keys(LOOK_PROFILES) as LookProfile[]).map((profile) => {
    const units = LOOK_PROFILES[profile].at(-1)!
    const durationMs = cost.onceMs + units * cost.unitMs[profile]
    return { profile, units, durationMs, inTime: durationMs <= wish.timeMs }
  })
}

export function detectable(
  noise: Noise,
  plans: readonly Plan[],
  wish: Wish,
  risk: number,
): Detectable {
  const reaches = plans.map((plan) => reachOf(plan, noise, risk))
  return {
    noise,
    reaches,
    unitsNeeded: unitsFor(noise, wish.effectRatio, plans, risk),
    answer: answerFor(reaches, wish),
  }
}

function reachOf(
  plan: Plan,
  { spread, marginRatio, strictMarginRatio }: Noise,
  risk: number,
): Reach {
  const estimate = expectedEstimate(0, spread, lastLook(plan, risk))
  const at = (margin: number) => Math.expm1(smallestDetectable(estimate, Math.log1p(margin)))
  return { plan, usualRatio: at(marginRatio), strictRatio: at(strictMarginRatio) }
}

/** The cheapest first: in time rather than longer, at the usual margin rather than at the strict one. */
function answerFor(reaches: readonly Reach[], { effectRatio }: Wish): Answer {
  const inTime = reaches.filter(({ plan }) => plan.inTime)
  for (const [kind, within] of [
    ['yes', inTime],
    ['longer', reaches],
  ] as const) {
    const usual = within.find(({ usualRatio }) => usualRatio <= effectRatio)
    if (usual !== undefined) return { kind, reach: usual, strict: false }
    const strict = within.find(({ strictRatio }) => strictRatio <= effectRatio)
    if (strict !== undefined) return { kind, reach: strict, strict: true }
  }
  return { kind: 'no' }
}

/** Units of the cheapest plan that would show the wanted effect; beyond the largest, as many as the formula says. */
function unitsFor(
  { spread, marginRatio, strictMarginRatio }: Noise,
  effectRatio: number,
  plans: readonly Plan[],
  risk: number,
): number | undefined {
  const margin = [marginRatio, strictMarginRatio].find((ratio) => ratio < effectRatio)
  if (margin === undefined) return undefined
  const limit = Math.log1p(margin)
  const estimates = plans.map((plan) =>
    expectedEstimate(Math.log1p(effectRatio), spread, lastLook(plan, risk)),
  )
  const enough = estimates.find(({ low }) => low >= limit)
  if (enough !== undefined) return enough.units
  const largest = estimates.at(-1)!
  const further = unitsStillNeeded(largest, limit)
  return further === undefined ? undefined : largest.units + further
}

function lastLook({ profile }: Plan, risk: number): Look {
  return planLooks(LOOK_PROFILES[profile], risk).at(-1)!
}
