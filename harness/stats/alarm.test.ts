import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acrossFamilies, holmAdjusted, twoSidedP } from './alarm.ts'
import { intervalOf } from './clustered-trimmed.ts'

describe('twoSidedP', () => {
  it('is below .05 exactly when the 95 % interval excludes 0', () => {
    const fits = fc.record({
      centre: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      standardError: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      units: fc.integer({ min: 2, max: 20 }),
    })
    fc.assert(
      fc.property(fits, (fit) => {
        const { low, high } = intervalOf(fit, 0.95)
        fc.pre(Math.min(Math.abs(low), Math.abs(high)) > 1e-9)
        expect(twoSidedP(fit) < 0.05).toBe(low > 0 || high < 0)
      }),
    )
  })

  it('is certain when the units do not differ at all', () => {
    expect(twoSidedP({ centre: 0.1, standardError: 0, units: 6 })).toBe(0)
    expect(twoSidedP({ centre: 0, standardError: 0, units: 6 })).toBe(1)
  })
})

describe('holmAdjusted', () => {
  it('gives the adjusted values of R p.adjust(method = "holm")', () => {
    const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
    for (const [index, expected] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(adjusted[index]).toBeCloseTo(expected, 12)
  })

  it('never falls below the raw value, nor rises above Bonferroni or 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (raw) => {
        for (const [index, adjusted] of holmAdjusted(raw).entries()) {
          expect(adjusted).toBeGreaterThanOrEqual(raw[index]!)
          expect(adjusted).toBeLessThanOrEqual(Math.min(1, raw[index]! * raw.length))
        }
      }),
    )
  })

  it('is empty for no metrics', () => {
    expect(holmAdjusted([])).toEqual([])
  })
})

describe('acrossFamilies', () => {
  it('is Holm where every family holds one p-value, and changes nothing for a single family', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (raw) => {
        const [holm, across] = [holmAdjusted(raw), acrossFamilies(raw.map((p) => [p])).flat()]
        for (const [index, p] of across.entries()) expect(p).toBeCloseTo(holm[index]!, 12)
        expect(acrossFamilies([raw])).toEqual([raw])
      }),
    )
  })

  it('lets a family go only when all it holds is smaller', () => {
    expect(
      acrossFamilies([
        [0.01, 0.4],
        [0.02, 0.03],
        [0.04, 0.5],
      ]),
    ).toEqual([
      [0.03, 0.8],
      [0.06, 0.09],
      [0.09, 0.8],
    ])
  })
})
