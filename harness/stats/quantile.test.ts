import { describe, expect, it } from 'vitest'
import { mean, median, quantile } from './quantile.ts'

describe('quantile', () => {
  it('interpolates as R and NumPy do', () => {
    const values = [10, 1, 2, 7, 4]
    expect(quantile(values, 0.1)).toBeCloseTo(1.4, 12)
    expect(quantile(values, 0.25)).toBe(2)
    expect(quantile(values, 0.9)).toBeCloseTo(8.8, 12)
    expect(quantile(values, 1)).toBe(10)
  })

  it('takes the middle, or the mean of the two middle values', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(mean([1, 2, 6])).toBe(3)
  })

  it('has no quantile of nothing and refuses a probability outside [0, 1]', () => {
    expect(median([])).toBeUndefined()
    expect(() => quantile([1], 95)).toThrow('in [0, 1], got 95')
  })
})
