// What the product promises of any machine that is fit to measure on, held against what was found on this one.
import type { Calibration } from './calibration.ts'
import { sumOf } from './tally.ts'
import type { Share } from './tally.ts'

export interface Goal {
  readonly text: string
  /** Undefined where nothing was measured that tells. */
  readonly found: Share | undefined
  /** The same without invalid sessions: about 1 % are lost to the control by construction. */
  readonly ofValid?: Share | undefined
  readonly isReached: (rate: number) => boolean
}

export function goalsOf(calibration: Calibration): readonly Goal[] {
  return [
    atMost('unchanged builds red', calibration.unchanged.red, 0.01),
    atLeast('+20 % at p50 found', calibration, 0.2, 0.99),
    atLeast('+8 % at p50 found', calibration, 0.08, 0.85),
  ]
}

/** Planted changes of that size, all scenarios together. */
function foundAtP50({ places }: Calibration, effectRatio: number): Share | undefined {
  const shares = places
    .filter(({ metric }) => metric === 'p50')
    .flatMap(({ planted }) => planted.filter((each) => each.effectRatio === effectRatio))
    .map(({ found }) => found)
  return shares.length === 0 ? undefined : sumOf(shares)
}

const atMost = (what: string, found: Share | undefined, limit: number): Goal => ({
  text: `${what} ≤ ${limit * 100} %`,
  found,
  isReached: (rate) => rate <= limit,
})

function atLeast(what: string, calibration: Calibration, effect: number, limit: number): Goal {
  const found = foundAtP50(calibration, effect)
  return {
    text: `${what} ≥ ${limit * 100} %`,
    found,
    ofValid: found && withoutInvalid(found, calibration, effect),
    isReached: (rate) => rate >= limit,
  }
}

/** Invalid sessions find nothing, whatever is there. */
function withoutInvalid({ hits, of }: Share, { places, planted }: Calibration, effect: number) {
  const scenarios = new Set(
    places.filter(({ metric }) => metric === 'p50').map(({ scenario }) => scenario),
  )
  const invalid = planted
    .filter(({ scenario, effectRatio }) => scenarios.has(scenario) && effectRatio === effect)
    .reduce((sum, each) => sum + each.invalid.hits, 0)
  return { hits, of: of - invalid }
}
