import { describe, expect, it } from 'vitest'
import type { Estimate } from '../stats/estimate.ts'
import { marginsOf, towardsWorse, verdictOf } from './verdict.ts'

const LATENCY = { floor: 0, better: 'lower' } as const
const five = marginsOf(LATENCY, 0.05, 1000)

function interval(low: number, high: number): Estimate {
  const ends = { value: (low + high) / 2, low, high }
  return { ...ends, confidence: 0.95, units: 6, method: 'clustered-trimmed' }
}

describe('verdictOf', () => {
  it.each([
    [0.06, 0.08, 'slower'],
    [-0.2, -0.06, 'faster'],
    [-0.04, 0.04, 'same'],
    [0.01, 0.04, 'same'],
    [0.01, 0.06, 'unclear'],
    [-0.5, 0.5, 'unclear'],
    [0.04, 0.2, 'unclear'],
  ] as const)('reads %f to %f as %s', (low, high, verdict) => {
    expect(verdictOf(interval(low, high), five)).toBe(verdict)
  })

  it('never takes the half of an interval for the whole', () => {
    expect(verdictOf(interval(five.worse, 0.2), five)).toBe('unclear')
    expect(verdictOf(interval(-0.2, five.better), five)).toBe('unclear')
  })
})

describe('marginsOf', () => {
  it('is symmetric on the log scale without a floor', () => {
    expect(five).toEqual({ better: -Math.log1p(0.05), worse: Math.log1p(0.05), ratio: 0.05 })
  })

  it('widens to the floor: 20 ms on a start of 100 ms', () => {
    const margins = marginsOf({ floor: 20, better: 'lower' }, 0.1, 100)
    expect(margins.worse).toBeCloseTo(Math.log(1.2), 12)
    expect(margins.better).toBeCloseTo(Math.log(0.8), 12)
    expect(margins.ratio).toBeCloseTo(0.2, 12)
  })

  it('never calls a value better that cannot fall by the floor', () => {
    const margins = marginsOf({ floor: 20, better: 'lower' }, 0.1, 15)
    expect(verdictOf(interval(-9, -8), margins)).toBe('same')
    expect(verdictOf(interval(1, 2), margins)).toBe('slower')
  })
})

describe('towardsWorse', () => {
  it('mirrors what is better when higher, and is its own inverse', () => {
    const throughput = interval(-0.3, -0.1)
    expect(towardsWorse(throughput, 'higher')).toMatchObject({ low: 0.1, high: 0.3, value: 0.2 })
    expect(towardsWorse(towardsWorse(throughput, 'higher'), 'higher')).toEqual(throughput)
    expect(towardsWorse(throughput, 'lower')).toBe(throughput)
  })
})
