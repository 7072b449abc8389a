import { describe, expect, it } from 'vitest'
import { createHistogram, recordUs } from '../results/histogram.ts'
import { percentileUs, samplesNeeded } from './percentile.ts'

function histogramOf(count: number) {
  const histogram = createHistogram()
  for (let value = 1; value <= count; value++) recordUs(histogram, value * 10)
  return histogram
}

describe('percentileUs', () => {
  it('asks for at least one sample beyond the percentile', () => {
    expect([50, 10, 95, 99].map(samplesNeeded)).toEqual([1, 10, 20, 100])
  })

  it('reads nothing from fewer samples', () => {
    expect(percentileUs(histogramOf(19), 95)).toBeUndefined()
    expect(percentileUs(histogramOf(20), 95)).toBe(190)
    expect(percentileUs(histogramOf(1), 50)).toBe(10)
    expect(percentileUs(histogramOf(0), 50)).toBeUndefined()
    expect(percentileUs(undefined, 50)).toBeUndefined()
  })

  it('is the smallest value that the percentage does not exceed, within the histogram’s three digits', () => {
    const histogram = histogramOf(1000)
    expect(percentileUs(histogram, 10)).toBe(1000)
    expect(percentileUs(histogram, 50)! / 5000).toBeCloseTo(1, 2)
    expect(percentileUs(histogram, 99)! / 9900).toBeCloseTo(1, 2)
  })
})
