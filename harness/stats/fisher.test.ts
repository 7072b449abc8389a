import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fisherGreater } from './fisher.ts'

describe('fisherGreater', () => {
  // Fisher's tea tasting, and R's fisher.test(alternative = "greater").
  it.each([
    [3, 4, 1, 4, 17 / 70],
    [4, 4, 0, 4, 1 / 70],
    [5, 20, 0, 20, 15_504 / 658_008],
    [0, 10, 0, 10, 1],
  ])('of %i in %i against %i in %i', (hits, trials, otherHits, otherTrials, p) => {
    expect(fisherGreater(hits, trials, otherHits, otherTrials)).toBeCloseTo(p, 10)
  })

  it('adds up with its mirror image to 1 and the middle counted twice', () => {
    const counts = fc.integer({ min: 0, max: 12 })
    fc.assert(
      fc.property(counts, counts, (hits, otherHits) => {
        const upper = fisherGreater(hits, 12, otherHits, 12)
        const more =
          hits === 12 || otherHits === 0 ? 0 : fisherGreater(hits + 1, 12, otherHits - 1, 12)
        const lower = fisherGreater(otherHits, 12, hits, 12)
        expect(upper + lower - (upper - more)).toBeCloseTo(1, 9)
      }),
    )
  })
})
