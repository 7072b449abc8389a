import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holmAdjusted } from './alarm.ts'
import { falseDiscoveryAdjusted, nextThreshold } from './false-discovery.ts'

describe('the false discovery rate', () => {
  it('is kept as in the example of Benjamini and Hochberg: four of fifteen stand at 5 %', () => {
    const pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ]
    const adjusted = falseDiscoveryAdjusted(pValues)
    expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4)
    expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
    expect(nextThreshold(adjusted, 0.05)).toBeCloseTo((0.05 * 5) / 15, 12)
    expect(holmAdjusted(pValues).filter((p) => p <= 0.05)).toHaveLength(3)
  })

  it('keeps the order, whatever the order given, and never asks for more than Holm does', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 20 }), (pValues) => {
        const adjusted = falseDiscoveryAdjusted(pValues)
        const holm = holmAdjusted(pValues)
        for (const [one, each] of pValues.entries()) {
          expect(adjusted[one]).toBeGreaterThanOrEqual(each - 1e-12)
          expect(adjusted[one]).toBeLessThanOrEqual(holm[one]! + 1e-12)
          for (const [other, another] of pValues.entries())
            if (each < another) expect(adjusted[one]).toBeLessThanOrEqual(adjusted[other]!)
        }
      }),
    )
  })
})
