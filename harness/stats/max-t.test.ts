import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { maxTAdjusted } from './max-t.ts'
import type { Sides } from './max-t.ts'

describe('maxTAdjusted', () => {
  it('gives p-values that can be counted by hand', () => {
    // Only the true signs, of 8 patterns, reach t of (1, 2, 3); for two sides their mirror image does, too.
    expect(maxTAdjusted([[1, 2, 3]], 'above')).toEqual([1 / 8])
    expect(maxTAdjusted([[-1, -2, -3]], 'both')).toEqual([2 / 8])
    expect(maxTAdjusted([[-1, -2, -3]], 'above')).toEqual([1])
    expect(maxTAdjusted([], 'above')).toEqual([])
  })

  it('agrees with brute force over all sign patterns', () => {
    const family = fc
      .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 4 }))
      .chain(([units, metrics]) => {
        const value = fc.integer({ min: -50, max: 50 }).map((whole) => whole / 7 + 0.01)
        return fc.array(fc.array(value, { minLength: units, maxLength: units }), {
          minLength: metrics,
          maxLength: metrics,
        })
      })
    fc.assert(
      fc.property(family, fc.constantFrom('above', 'both'), (metrics, sides: Sides) => {
        const expected = bruteForce(metrics, sides)
        for (const [index, p] of maxTAdjusted(metrics, sides).entries())
          expect(p).toBeCloseTo(expected[index]!, 12)
      }),
      { numRuns: 60 },
    )
  })

  it('does not charge for metrics that say the same', () => {
    const one = [0.3, 0.1, 0.2, 0.25, 0.4, -0.05, 0.2]
    const [alone] = maxTAdjusted([one], 'above')
    const copies = Array.from({ length: 20 }, (_, copy) => one.map((value) => value * (copy + 1)))
    expect(maxTAdjusted(copies, 'above')).toEqual(copies.map(() => alone))
  })

  it('leaves the units out in which a metric has no value', () => {
    const values = [0.3, 0.2, 0.1, 0.25]
    const [p] = maxTAdjusted([[...values, Number.NaN]], 'above')
    expect(p).toBe(maxTAdjusted([values], 'above')[0])
  })

  it('draws patterns beyond 12 units, close to all of them', () => {
    const random = createRandom('thirteen')
    const values = Array.from({ length: 13 }, () => random() - 0.35)
    const [expected] = bruteForce([values], 'both')
    const [drawn] = maxTAdjusted([values], 'both')
    // SD of a share of 4,096 patterns is below 0.8 points.
    expect(Math.abs(drawn! - expected!)).toBeLessThan(0.025)
    expect(maxTAdjusted([values], 'both')).toEqual([drawn])
  })

  it('alarms on at most the level of families without any effect, however correlated', () => {
    for (const common of [0, 0.9]) {
      const random = createRandom(`family ${common}`)
      let alarms = 0
      for (let session = 0; session < 1000; session++)
        if (Math.min(...maxTAdjusted(simulate(random, common), 'above')) <= 0.05) alarms++
      // Three of 64 patterns at most: 4.7 %; SD of the share 0.7 points.
      expect(alarms / 1000).toBeGreaterThan(0.025)
      expect(alarms / 1000).toBeLessThan(0.07)
    }
  })
})

describe('power', () => {
  it('finds one metric of 20 that differs by four standard deviations in most sessions of 6 units', () => {
    const random = createRandom('power')
    let found = 0
    for (let session = 0; session < 300; session++) {
      const family = Array.from({ length: 20 }, (_, metric) =>
        Array.from({ length: 6 }, () => gaussian(random) + (metric === 0 ? 4 : 0)),
      )
      if (maxTAdjusted(family, 'above')[0]! <= 0.05) found++
    }
    // 98.9 % of 1,000 sessions; Holm on two-sided t finds 98.7 %.
    expect(found / 300).toBeGreaterThan(0.95)
  })
})

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** 20 metrics, 6 units, heavy-tailed noise. */
function simulate(random: Random, common: number): number[][] {
  const noise = () => Math.tan(3 * (random() - 0.5))
  const shared = Array.from({ length: 6 }, noise)
  return Array.from({ length: 20 }, () =>
    shared.map((value) => common * value + (1 - common) * noise()),
  )
}

/** Step-down by its definition: metric i against the maximum over all metrics not more extreme than it. */
function bruteForce(metrics: readonly (readonly number[])[], sides: Sides): number[] {
  const units = metrics[0]!.length
  const statistic = (values: readonly number[]) =>
    sides === 'both' ? Math.abs(t(values)) : t(values)
  const observed = metrics.map(statistic)
  const raw = observed.map((mine) => {
    let reached = 0
    for (let bits = 0; bits < 2 ** units; bits++) {
      const signs = (value: number, unit: number) => ((bits >> unit) & 1 ? -value : value)
      const rivals = metrics.filter((_, other) => observed[other]! <= mine + 1e-9)
      if (rivals.some((values) => statistic(values.map(signs)) >= mine - 1e-9 * Math.abs(mine)))
        reached++
    }
    return reached / 2 ** units
  })
  return observed.map((mine) => Math.max(...raw.filter((_, other) => observed[other]! >= mine)))
}

function t(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return mean / Math.sqrt(Math.max(1e-30, variance) / values.length)
}
