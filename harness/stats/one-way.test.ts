import { describe, expect, it } from 'vitest'
import { oneWayP } from './one-way.ts'
import { studentTUpperTail } from './student-t.ts'

describe('oneWayP', () => {
  it('is the p-value of R’s oneway.test with equal variances', () => {
    // oneway.test(y ~ g, var.equal = TRUE): F = 9.2647 on 2 and 15 degrees of freedom, p = 0.002399.
    const groups = [
      [6, 8, 4, 5, 3, 4],
      [8, 12, 9, 11, 6, 8],
      [13, 9, 11, 8, 7, 12],
    ]
    expect(oneWayP(groups)).toBeCloseTo(0.002_399, 6)
  })

  it('is that of Student’s t for two groups', () => {
    const a = [1, 2, 4]
    const b = [3, 7, 6, 5]
    const t = (5.25 - 7 / 3) / Math.sqrt(((4.666_666_666_7 + 8.75) / 5) * (1 / 3 + 1 / 4))
    expect(oneWayP([a, b])).toBeCloseTo(2 * studentTUpperTail(t, 5), 8)
  })

  it('finds nothing where there is nothing to compare, and everything where nothing varies', () => {
    expect(oneWayP([])).toBe(1)
    expect(oneWayP([[1, 2, 3]])).toBe(1)
    expect(oneWayP([[1], [2]])).toBe(1)
    expect(oneWayP([[1, 1], [1, 1], []])).toBe(1)
    expect(oneWayP([[1, 1], [2]])).toBe(0)
  })
})
