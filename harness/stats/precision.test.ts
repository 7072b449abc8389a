import { describe, expect, it } from 'vitest'
import type { Estimate } from './estimate.ts'
import { halfWidth, smallestDetectable, unitsStillNeeded } from './precision.ts'

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
})
