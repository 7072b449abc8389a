import { describe, expect, it } from 'vitest'
import type { Estimate } from './estimate.ts'
import { intervalOf } from './clustered-trimmed.ts'
import { planLooks } from './looks.ts'
import {
  expectedEstimate,
  halfWidth,
  smallestDetectable,
  unitsStillNeeded,
  unitSpread,
} from './precision.ts'

const estimate: Estimate = {
  value: 0.25,
  low: -0.25,
  high: 0.75,
  confidence: 0.95,
  units: 6,
  method: 'clustered-trimmed',
}

describe('precision', () => {
  it('needs four times the units to halve the interval', () => {
    expect(unitsStillNeeded(estimate, 0.5)).toBe(18)
  })

  it('needs as many whether the estimate is inside or outside by the same distance', () => {
    expect(unitsStillNeeded({ ...estimate, value: 0.75, low: 0.25, high: 1.25 }, 0.5)).toBe(18)
    expect(unitsStillNeeded({ ...estimate, value: -0.25, low: -0.75, high: 0.25 }, 0.5)).toBe(18)
  })

  it('knows that no number of units decides an effect right at the limit', () => {
    expect(unitsStillNeeded(estimate, 0.25)).toBeUndefined()
  })

  it('adds the half-width to the limit for the smallest effect it could show', () => {
    expect(halfWidth(estimate)).toBe(0.5)
    expect(smallestDetectable(estimate, 0.5)).toBe(1)
  })

  it('finds the spread of units again in the interval they left', () => {
    const fit = { centre: 0.1, standardError: 0.02, units: 9 }
    for (const confidence of [0.9, 0.95, 0.979])
      expect(unitSpread(intervalOf(fit, confidence))).toBeCloseTo(0.06, 12)
  })

  it('expects the half-width of a single look of six units to be 2.571 standard errors', () => {
    const [look] = planLooks([6], 0.05)
    const expected = expectedEstimate(0.05, 0.02, look!)
    expect(expected).toMatchObject({ value: 0.05, units: 6, confidence: 0.95 })
    expect(halfWidth(expected)).toBeCloseTo((2.571 * 0.02) / Math.sqrt(6), 5)
  })
})
