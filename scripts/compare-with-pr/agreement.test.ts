import { describe, expect, it } from 'vitest'
import { agreementOf } from './agreement.ts'
import type { Agreement } from './agreement.ts'
import { timesBetter } from './measured.ts'

const estimate = (value: number, low: number, high: number) => ({
  value,
  low,
  high,
  confidence: 0.95,
  units: 6,
  method: 'clustered-trimmed' as const,
})

describe('a factor of the pull request', () => {
  it.each<[number, string, Agreement]>([
    [3.3, 'faster 3.5 3.1 3.9', 'agrees'],
    [417, 'faster 318 270 374', 'same direction'],
    [1.02, 'faster 1.12 1.1 1.14', 'same direction'],
    [0.9, 'slower 0.5 0.4 0.6', 'same direction'],
    [0.17, 'faster 1.6 1.3 1.9', 'differs'],
    [13.8, 'same 1 1 1', 'differs'],
    [1.2, 'same 1.01 0.99 1.03', 'differs'],
    [1, 'same 1.03 1.01 1.04', 'agrees'],
    [1.05, 'same 0.98 0.97 1.01', 'agrees'],
    [1, 'faster 1.2 1.1 1.3', 'differs'],
    [0.99, 'unclear 1.03 0.96 1.1', 'unclear'],
    [417, 'unclear 20 0.5 800', 'unclear'],
    [2, 'unclear 1.05 0.97 1.13', 'differs'],
    [1.05, 'unclear 1.06 1.01 1.11', 'agrees'],
  ])('of %s beside ours, %s: %s', (prFactor, ours, expected) => {
    const [verdict, value, low, high] = ours.split(' ')
    const factor = estimate(Number(value), Number(low), Number(high))
    expect(agreementOf(prFactor, { factor, verdict: verdict as 'same' })).toBe(expected)
  })

  it('is not held against what was not judged', () => {
    expect(agreementOf(2, { factor: undefined, verdict: 'unclear' })).toBe('not judged')
    expect(agreementOf(2, { factor: estimate(2, 1.9, 2.1), verdict: 'invalid' })).toBe('not judged')
  })
})

describe('times better', () => {
  it('turns the ratio of times round, with its interval, and leaves that of rates', () => {
    const halved = estimate(0.5, 0.4, 0.8)
    expect(timesBetter(halved, 'lower')).toMatchObject({ value: 2, low: 1.25, high: 2.5 })
    expect(timesBetter(halved, 'higher')).toBe(halved)
  })
})
