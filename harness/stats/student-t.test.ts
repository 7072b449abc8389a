import * as oracle from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { logGamma, studentTCdf, studentTQuantile, studentTUpperTail } from './student-t.ts'

describe('Student t', () => {
  // Two-sided 95 %, 99 % and 99.9 % points: NIST/SEMATECH e-Handbook, table 1.3.6.7.2, and R's qt.
  it.each([
    [1, 12.706, 63.657],
    [2, 4.303, 9.925],
    [4, 2.776, 4.604],
    [5, 2.571, 4.032],
    [9, 2.262, 3.25],
    [19, 2.093, 2.861],
    [30, 2.042, 2.75],
    [100, 1.984, 2.626],
  ])('has the published points for %i degrees of freedom', (df, t95, t99) => {
    expect(studentTQuantile(0.975, df)).toBeCloseTo(t95, 3)
    expect(studentTQuantile(0.995, df)).toBeCloseTo(t99, 3)
  })

  it('has the closed forms of 1 and 2 degrees of freedom', () => {
    for (const t of [-40, -3, -0.5, 0, 0.1, 1, 7, 200]) {
      expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13)
      expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13)
    }
  })

  it('keeps the digits of small tails', () => {
    expect(studentTUpperTail(1e6, 1) / (1 / (Math.PI * 1e6))).toBeCloseTo(1, 9)
    expect(studentTUpperTail(Number.POSITIVE_INFINITY, 5)).toBe(0)
  })

  it('inverts itself', () => {
    for (const df of [1, 2.5, 5, 11, 19, 400])
      for (const p of [1e-6, 0.01, 0.3, 0.5, 0.9, 0.9999])
        expect(studentTCdf(studentTQuantile(p, df), df)).toBeCloseTo(p, 12)
  })

  it('approaches the normal distribution', () => {
    for (const z of [-2, -0.5, 0.7, 1.96])
      expect(studentTCdf(z, 1e7)).toBeCloseTo(oracle.cumulativeStdNormalProbability(z), 3)
  })

  it('refuses what has no quantile', () => {
    expect(() => studentTQuantile(1, 5)).toThrow('inside (0, 1), got 1')
    expect(() => studentTCdf(1, 0)).toThrow('above 0, got 0')
  })

  it('has the gamma function right', () => {
    for (const x of [0.1, 0.5, 1, 2.5, 10, 120])
      expect(logGamma(x)).toBeCloseTo(oracle.gammaln(x), 9)
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 13)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
  })
})
