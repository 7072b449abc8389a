import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDurationUs,
  formatFactor,
  formatInstant,
  formatPercent,
  formatQuantity,
  formatShare,
  formatSpanMs,
} from './format.ts'

describe('formatting numbers', () => {
  it('shows durations in milliseconds up to a second, then in seconds', () => {
    const values = [0, 12, 331, 999.4, 8040, 9999, 31_100, 137_500, 999_960, 1_074_000, 12_345_678]
    expect(values.map(formatDurationUs)).toEqual([
      '0.00 ms',
      '0.012 ms',
      '0.331 ms',
      '0.999 ms',
      '8.04 ms',
      '10.0 ms',
      '31.1 ms',
      '137.5 ms',
      '1.00 s',
      '1.07 s',
      '12.3 s',
    ])
  })

  it('keeps about three significant digits in rates, sizes and factors', () => {
    expect([23.81, 100.1, 3988.4].map((value) => formatQuantity(value, 'perSecond'))).toEqual([
      '23.8/s',
      '100/s',
      '3,988/s',
    ])
    expect([812, 999.6, 15_300_000, 98_200_000, 105_300_000].map(formatBytes)).toEqual([
      '812 B',
      '1.00 kB',
      '15.3 MB',
      '98.2 MB',
      '105 MB',
    ])
    expect([1.0649, 3.526, 36.21, 416.7, 1553].map(formatFactor)).toEqual([
      '1.06×',
      '3.53×',
      '36.2×',
      '417×',
      '1,553×',
    ])
    expect([1.8e14, 1_000_000, 0.01, 0.0099, 0].map(formatFactor)).toEqual([
      '>1,000,000×',
      '1,000,000×',
      '0.01×',
      '<0.01×',
      '0.00×',
    ])
  })

  it('gives changes a sign, a true minus, and zero neither', () => {
    expect([0.042, -0.004, 0.0001, -0.0001, 0].map(formatPercent)).toEqual([
      '+4.2 %',
      '−0.4 %',
      '0.0 %',
      '0.0 %',
      '0.0 %',
    ])
    expect(formatShare(0.042)).toBe('4.2 %')
  })

  it('separates thousands of whole numbers but not of fractions', () => {
    expect([165, 544_688, 12.5].map(formatCount)).toEqual(['165', '544,688', '12.5'])
  })

  it('names long spans by their two largest parts and instants in UTC', () => {
    expect([48_400, 750_000, 720_000, 7_500_000].map(formatSpanMs)).toEqual([
      '48 s',
      '12 min 30 s',
      '12 min',
      '2 h 5 min',
    ])
    expect(formatInstant('2026-06-12T10:00:59.999+02:00')).toBe('2026-06-12 08:00 UTC')
  })

  it('never loses more than one per cent of a duration above 0.1 ms', () => {
    fc.assert(
      fc.property(fc.double({ min: 100, max: 60_000_000, noNaN: true }), (valueUs) => {
        const [digits, unit] = formatDurationUs(valueUs).split(' ')
        const shownUs = Number(digits) * (unit === 's' ? 1_000_000 : 1000)
        expect(Math.abs(shownUs / valueUs - 1)).toBeLessThan(0.0101)
      }),
    )
  })
})
