import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import {
  criticalT,
  LOOK_PROFILES,
  looksWithin,
  PINNED_BOUNDARIES,
  planLooks,
  reachedLooks,
} from './looks.ts'
import { clusteredTrimmedMean, intervalOf } from './clustered-trimmed.ts'
import { firstCrossing, lookBoundaries, spentShare } from './sequential-t.ts'
import { studentTUpperTail } from './student-t.ts'

describe('the boundaries of planned looks', () => {
  it.each(PINNED_BOUNDARIES)('are pinned as integrated for $looks', ({ looks, boundaries }) => {
    // The coarse grid is right to 0.005; scripts/calibrate-looks.ts prints the third decimal.
    for (const [index, exact] of lookBoundaries(looks, 0.05).entries())
      expect(Math.abs(exact - boundaries[index]!)).toBeLessThan(0.006)
  })

  it.each(PINNED_BOUNDARIES)('are crossed by 5 % of simulated paths at $looks', (plan) => {
    // SD of the share of 60,000 seeded paths: 0.09 points.
    const share = crossedShare(plan.looks, plan.boundaries, 60_000)
    expect(share).toBeGreaterThan(0.0475)
    expect(share).toBeLessThan(0.0525)
  })

  it('are stricter than published ones for the nightly looks, which 5.4 % cross', () => {
    const published = [3.325, 3.098, 2.89, 2.696, 2.616]
    expect(crossedShare(LOOK_PROFILES.nightly, published, 60_000)).toBeGreaterThan(0.0525)
  })

  it('spend exactly what the function allows up to each look', () => {
    const looks = [5, 8]
    const boundaries = lookBoundaries(looks, 0.05)
    const first = firstCrossing(looks, boundaries.slice(0, 1))
    expect(first).toBeCloseTo(0.05 * spentShare(5 / 8), 9)
    expect(first).toBeCloseTo(2 * studentTUpperTail(boundaries[0]!, 4), 9)
    expect(first + firstCrossing(looks, boundaries)).toBeCloseTo(0.05, 5)
    expect(spentShare(1)).toBeCloseTo(1, 12)
  })
})

describe('the intervals of all looks together', () => {
  it.each(['pr', 'nightly'] as const)(
    'miss a true change in about 5 %% of %s sessions',
    (profile) => {
      // Restart luck of 1 %, ten rounds of 8 %, a tenth of them three times as noisy; SD of the share 0.6 points.
      const random = createRandom(`coverage of ${profile}`)
      const looks = planLooks(LOOK_PROFILES[profile], 0.05)
      const truth = 0.05
      let missed = 0
      for (let session = 0; session < 1500; session++) {
        const units: number[][] = []
        const misses = looks.some((look) => {
          while (units.length < look.units) units.push(simulateUnit(random, truth))
          const { low, high } = intervalOf(clusteredTrimmedMean(units), 1 - look.level)
          return low > truth || high < truth
        })
        if (misses) missed++
      }
      expect(missed / 1500).toBeGreaterThan(0.03)
      expect(missed / 1500).toBeLessThan(0.075)
    },
  )
})

function simulateUnit(random: () => number, truth: number): number[] {
  const luck = truth + 0.01 * polarPair(random)[0]
  return Array.from(
    { length: 10 },
    () => luck + 0.08 * polarPair(random)[0] * (random() < 0.1 ? 3 : 1),
  )
}

describe('planLooks', () => {
  it('is a plain t interval for a single look', () => {
    const [look] = planLooks([6], 0.05)
    expect(look).toEqual({ units: 6, level: 0.05, share: 1 })
    expect(criticalT(look!.level, 6)).toBeCloseTo(2.571, 3)
  })

  it('gives back the pinned |t| and shares out the whole risk', () => {
    const looks = planLooks(LOOK_PROFILES.nightly, 1 - 0.95)
    expect(looks.map(({ level, units }) => Number(criticalT(level, units).toFixed(3)))).toEqual(
      PINNED_BOUNDARIES[1]!.boundaries,
    )
    expect(looks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  })

  it('computes plans that nobody pinned', () => {
    const [first, last] = planLooks([6, 10], 0.05)
    expect(first!.level).toBeCloseTo(0.05 * spentShare(0.6), 9)
    expect(last!.level).toBeGreaterThan(0.05 - first!.level)
    expect(last!.level).toBeLessThan(0.05)
  })

  it('refuses looks that do not ascend from 2', () => {
    for (const looks of [[], [1], [6, 6], [9, 6]])
      expect(() => planLooks(looks, 0.05)).toThrow('ascending looks')
  })

  it('cuts profiles to a number of units', () => {
    expect(looksWithin('nightly', 12)).toEqual([6, 9, 12])
    expect(looksWithin('nightly', 14)).toEqual([6, 9, 12, 14])
    expect(looksWithin('pr', 4)).toEqual([4])
  })
})

describe('reachedLooks', () => {
  const plan = planLooks(LOOK_PROFILES.pr, 0.05)

  it('waits for planned numbers while the session runs', () => {
    expect(reachedLooks(plan, 5, false, 0.05)).toEqual([])
    expect(reachedLooks(plan, 8, false, 0.05)).toEqual(plan.slice(0, 1))
    expect(reachedLooks(plan, 12, false, 0.05)).toEqual(plan)
  })

  it('spends what is left on the units of a session that ended between looks', () => {
    const [, extra] = reachedLooks(plan, 8, true, 0.05)
    expect(extra!.units).toBe(8)
    expect(extra!.level).toBeCloseTo(0.05 * (1 - spentShare(0.5)), 9)
    expect(reachedLooks(plan, 9, true, 0.05)).toEqual(plan.slice(0, 2))
  })

  it('is one plain look where a session ended before the first', () => {
    const [only, ...others] = reachedLooks(plan, 4, true, 0.05)
    expect(others).toEqual([])
    expect(only!.level).toBeCloseTo(0.05, 12)
    expect(reachedLooks(plan, 1, true, 0.05)).toEqual([])
  })

  it('never spends more than everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 }), fc.boolean(), (units, hasEnded) => {
        const spent = reachedLooks(plan, units, hasEnded, 0.05).reduce(
          (sum, { share }) => sum + share,
          0,
        )
        expect(spent).toBeLessThanOrEqual(1 + 1e-12)
      }),
    )
  })
})

/** Written apart from scripts/calibrate-looks.ts: variances from the values themselves, polar normals. */
function crossedShare(
  looks: readonly number[],
  boundaries: readonly number[],
  paths: number,
): number {
  const random = createRandom(`paths ${looks.join()}`)
  let crossed = 0
  for (let path = 0; path < paths; path++) {
    const values: number[] = []
    const crosses = looks.some((units, look) => {
      while (values.length < units) values.push(...polarPair(random))
      return Math.abs(tOf(values.slice(0, units))) > boundaries[look]!
    })
    if (crosses) crossed++
  }
  return crossed / paths
}

function tOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return mean / Math.sqrt(squares / (values.length - 1) / values.length)
}

function polarPair(random: () => number): [number, number] {
  for (;;) {
    const [x, y] = [2 * random() - 1, 2 * random() - 1]
    const s = x * x + y * y
    if (s === 0 || s >= 1) continue
    const factor = Math.sqrt((-2 * Math.log(s)) / s)
    return [x * factor, y * factor]
  }
}
