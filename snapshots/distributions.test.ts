import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { drawBelow, drawLognormal, openZipf, shareOut } from './distributions.ts'
import { openStandIn } from './random.stand-in.ts'

const draws = (count: number, draw: () => number) =>
  Array.from({ length: count }, draw).toSorted((a, b) => a - b)

describe('drawLognormal', () => {
  it('has the median and the spread it is given', () => {
    const random = openStandIn('lognormal')
    const sorted = draws(20_000, () => drawLognormal(random, 100, 2))
    const quantile = (share: number) => sorted[Math.floor(share * sorted.length)]!
    expect(quantile(0.5)).toBeGreaterThan(95)
    expect(quantile(0.5)).toBeLessThan(105)
    // One standard deviation is two doublings: four times up, four times down.
    expect(quantile(0.8413) / 400).toBeGreaterThan(0.93)
    expect(quantile(0.8413) / 400).toBeLessThan(1.07)
    expect(quantile(0.1587) / 25).toBeGreaterThan(0.93)
    expect(quantile(0.1587) / 25).toBeLessThan(1.07)
  })

  it('raises two to the power of the normal draw', () => {
    // Twelve times 0.5 is the mean, twelve times 0.75 is three standard deviations above it.
    expect(drawLognormal(() => 0.5, 7, 5)).toBe(7)
    expect(drawLognormal(() => 0.75, 7, 1)).toBe(56)
    expect(drawLognormal(() => 0.25, 8, 1)).toBe(1)
    expect(drawLognormal(() => 0.75, 1, 1.1)).toBeCloseTo(2 ** 3.3, 2)
  })
})

describe('openZipf', () => {
  it('draws rank r about 1 / (r + flatness) as often', () => {
    const random = openStandIn('zipf')
    const drawRank = openZipf(50, 1)
    const counts = Array.from({ length: 50 }, () => 0)
    for (let i = 0; i < 50_000; i++) counts[drawRank(random)]! += 1
    expect(counts[0]! / counts[1]!).toBeGreaterThan(1.8)
    expect(counts[0]! / counts[1]!).toBeLessThan(2.2)
    expect(Math.min(...counts)).toBeGreaterThan(0)
  })

  it('reaches the first and the last rank and nothing beyond', () => {
    const drawRank = openZipf(3, 1)
    expect(drawRank(() => 0)).toBe(0)
    expect(drawRank(() => 1 - 2 ** -32)).toBe(2)
  })
})

describe('drawBelow', () => {
  it('stays below its limit', () => {
    expect(drawBelow(() => 1 - 2 ** -32, 9)).toBe(8)
  })
})

describe('shareOut', () => {
  it('gives away exactly the total, in shares near their weights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 })
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0)
        fc.pre(sum > 0)
        const shares = shareOut(total, weights)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        for (const [index, share] of shares.entries())
          expect(Math.abs(share - (total * weights[index]!) / sum)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
