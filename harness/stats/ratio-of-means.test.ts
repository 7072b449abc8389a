import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { criticalT } from './looks.ts'
import { mean } from './quantile.ts'
import { covarianceOfMeans, ratioOfMeans } from './ratio-of-means.ts'

const critical = (units: number) => criticalT(0.05, units)

describe('the interval of a ratio of means', () => {
  it('gives the numbers of the formula worked by hand', () => {
    const part = [0.3, 0.5, 0.4]
    const whole = [1, 1.2, 0.8]
    // x̄ = 0.4, ȳ = 1; v_xx = 0.02 / 2 / 3, v_yy = 0.08 / 2 / 3, v_xy = 0.02 / 2 / 3; t* = 4.3027.
    const t2 = 4.302_652_73 ** 2
    const [a, b, c] = [1 - (t2 * 0.08) / 6, 0.4 - (t2 * 0.02) / 6, 0.16 - (t2 * 0.02) / 6]
    const root = Math.sqrt(b * b - a * c)
    const found = ratioOfMeans(part, whole, critical(3))!
    expect(found.value).toBeCloseTo(0.4, 12)
    expect(found.low).toBeCloseTo((b - root) / a, 8)
    expect(found.high).toBeCloseTo((b + root) / a, 8)
  })

  it('is missing where the whole may be zero, and a point where part and whole are one', () => {
    expect(ratioOfMeans([1, 2, 3], [-1, 0.1, 1.2], critical(3))).toBeUndefined()
    expect(ratioOfMeans([1, 2], [0, 0], critical(2))).toBeUndefined()
    const same = ratioOfMeans([1, 1.1, 0.9], [1, 1.1, 0.9], critical(3))!
    for (const each of Object.values(same)) expect(each).toBeCloseTo(1, 6)
    expect(() => ratioOfMeans([1], [1], 1)).toThrow('2 or more units')
  })

  it('holds exactly the ratios whose residuals a t test does not reject', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true })
    const unit = fc.tuple(
      value,
      value.map((each) => each + 3),
    )
    const units = fc.array(unit, { minLength: 3, maxLength: 12 })
    const ratio = fc.double({ min: -2, max: 2, noNaN: true })
    fc.assert(
      fc.property(units, ratio, (pairs, rho) => {
        const [part, whole] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
        const found = ratioOfMeans(part, whole, critical(pairs.length))
        const residuals = pairs.map(([x, y]) => x - rho * y)
        const limit = critical(pairs.length) * Math.sqrt(covarianceOfMeans(residuals, residuals))
        const excess = Math.abs(mean(residuals)) - limit
        if (found === undefined || Math.abs(excess) < 1e-9) return
        expect(rho >= found.low && rho <= found.high).toBe(excess < 0)
      }),
    )
  })
})
