import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import { hodgesLehmann, signedRankCutoff } from './hodges-lehmann.ts'

describe('hodgesLehmann', () => {
  // Published cutoffs of the two-sided 95 % interval.
  it.each([
    [6, 1],
    [7, 3],
    [8, 4],
    [9, 6],
    [10, 9],
    [11, 11],
    [12, 14],
    [14, 22],
    [16, 30],
    [20, 53],
    [24, 82],
  ])('cuts %i units at the exact rank %i', (units, rank) => {
    expect(signedRankCutoff(units, 0.05)).toBe(rank)
  })

  it('has no 95 % interval below 6 units', () => {
    expect(signedRankCutoff(5, 0.05)).toBeUndefined()
    expect(hodgesLehmann([1, 2, 3, 4, 5], 0.95)).toBeUndefined()
  })

  it('spans the extremes at 6 units and stands in the middle', () => {
    const estimate = hodgesLehmann([1, 2, 3, 4, 5, 60], 0.95)!
    expect(estimate).toMatchObject({ low: 1, high: 60, units: 6, method: 'hodges-lehmann' })
    expect(estimate.value).toBeLessThan(5)
  })

  it('moves with a shift and changes its sign with the direction', () => {
    const values = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: 6,
      maxLength: 12,
    })
    fc.assert(
      fc.property(values, fc.double({ min: -1, max: 1, noNaN: true }), (d, shift) => {
        const plain = hodgesLehmann(d, 0.95)!
        const shifted = hodgesLehmann(
          d.map((value) => value + shift),
          0.95,
        )!
        const mirrored = hodgesLehmann(
          d.map((value) => -value),
          0.95,
        )!
        expect(shifted.low).toBeCloseTo(plain.low + shift, 9)
        expect(mirrored.high).toBeCloseTo(-plain.low, 9)
        expect(mirrored.value).toBeCloseTo(-plain.value, 9)
      }),
    )
  })

  it('covers the truth at least 95 % of the time under heavy symmetric noise', () => {
    const random = createRandom('cauchy')
    let missed = 0
    for (let session = 0; session < 3000; session++) {
      const cauchy = Array.from({ length: 8 }, () => Math.tan(Math.PI * (random() - 0.5)))
      const { low, high } = hodgesLehmann(cauchy, 0.95)!
      if (low > 0 || high < 0) missed++
    }
    // Exactly 10/256 = 3.9 % expected.
    expect(missed / 3000).toBeGreaterThan(0.028)
    expect(missed / 3000).toBeLessThan(0.05)
  })
})
