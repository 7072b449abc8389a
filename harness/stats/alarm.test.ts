import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holmAdjusted, shiftedP } from './alarm.ts'
import { intervalOf } from './clustered-trimmed.ts'

describe('shiftedP', () => {
  it('is below .05 exactly when the whole 95 % interval lies above the limit', () => {
    const fits = fc.record({
      centre: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      standardError: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      units: fc.integer({ min: 2, max: 20 }),
    })
    fc.assert(
      fc.property(fits, (fit) => {
        const margin = intervalOf(fit, 0.95).low - Math.log(1.05)
        fc.pre(Math.abs(margin) > 1e-9)
        expect(shiftedP(fit, Math.log(1.05)) < 0.05).toBe(margin > 0)
      }),
    )
  })

  it('is certain when the units do not differ at all', () => {
    expect(shiftedP({ centre: 0.1, standardError: 0, units: 6 }, 0.05)).toBe(0)
    expect(shiftedP({ centre: 0.05, standardError: 0, units: 6 }, 0.05)).toBe(1)
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
