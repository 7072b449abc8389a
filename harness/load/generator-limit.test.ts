import { describe, expect, it } from 'vitest'
import { createHistogram, encodeHistogram, recordUs } from '../results/histogram.ts'
import type { Recording, ScenarioInfo } from '../results/schema.ts'
import { generatorLimit } from './generator-limit.ts'

type LoadInfo = ScenarioInfo['loads'][number]

const OPEN: LoadInfo = {
  name: 'beats',
  measured: true,
  model: 'open',
  arrival: 'constant',
  ratePerSecond: 100,
}
const SEQUENTIAL: LoadInfo = { name: 'reads', measured: true, model: 'sequential', connections: 1 }
const CONCURRENT: LoadInfo = { ...SEQUENTIAL, model: 'concurrent', connections: 8 }

const histogram = (valuesUs: readonly number[]) => {
  const made = createHistogram()
  for (const valueUs of valuesUs) recordUs(made, valueUs)
  return encodeHistogram(made)
}
const flat = (count: number, usual: number, ...last: number[]) =>
  histogram([...Array<number>(count - last.length).fill(usual), ...last])

/** 100 requests in a second, punctual, 4 ms each. */
const beats = (changes: Partial<Recording> = {}): Recording => ({
  load: 'beats',
  due: 100,
  served: 100,
  missed: 0,
  failures: {},
  windowMs: 1000,
  bytesIn: 0,
  latenessUs: flat(100, 20),
  responseUs: flat(100, 4000),
  ...changes,
})
const used = (share: number) => ({ wallMs: 1000, cpuMs: share * 1000, longestDelayMs: 0 })

const limitOf = (recording: Recording, share = 0.2, loads = [OPEN]) =>
  generatorLimit({ recordings: [recording], generator: used(share) }, loads)

describe('the load generator', () => {
  it('was not the limit of an open loop that it kept punctual', () => {
    expect(limitOf(beats())).toBeUndefined()
    expect(limitOf(beats(), 0.9)).toBeUndefined()
    expect(generatorLimit({ recordings: [beats()] }, [OPEN])).toBeUndefined()
  })

  it('was the limit of an open loop that took more than 90 % of a CPU', () => {
    expect(limitOf(beats(), 0.97)).toBe('the load generator used 97 % of a CPU')
  })

  it('is the limit of several connections from 95 % on, of one connection never', () => {
    const reads = { ...beats(), load: 'reads' }
    expect(limitOf(reads, 0.94, [CONCURRENT])).toBeUndefined()
    expect(limitOf(reads, 0.96, [CONCURRENT])).toBe('the load generator used 96 % of a CPU')
    expect(limitOf(reads, 1, [SEQUENTIAL])).toBeUndefined()
    expect(limitOf(reads, 1, [SEQUENTIAL, { ...OPEN, measured: false }])).toBeUndefined()
  })

  it('was the limit when it sent at another rate, by more than 0.5 % and one request', () => {
    expect(limitOf(beats({ due: 99 }))).toBeUndefined()
    expect(limitOf(beats({ windowMs: 1009 }))).toBeUndefined()
    expect(limitOf(beats({ windowMs: 1100 }))).toBe(
      'the load generator sent 90.9 requests/s of "beats" instead of 100',
    )
    const fast = { ...OPEN, ratePerSecond: 3000 }
    expect(limitOf(beats({ due: 3000, windowMs: 1004 }), 0.2, [fast])).toBeUndefined()
    expect(limitOf(beats({ due: 3000, windowMs: 1006 }), 0.2, [fast])).toMatch(/2982.1 requests/)
  })

  it('is not held to a rate where chance or a recording decides what is due', () => {
    for (const arrival of ['poisson', 'recorded'] as const)
      expect(limitOf(beats({ due: 70 }), 0.2, [{ ...OPEN, arrival }])).toBeUndefined()
  })

  it('was the limit when it was late by a good part of the response time', () => {
    const late = (latenessUs: string, responseUs: string) =>
      limitOf(beats({ latenessUs, responseUs }))
    expect(late(flat(100, 20, 2000, 2000), flat(100, 4000))).toBe(
      'the load generator sent "beats" 2.0 ms late at p99, 50 % of the response time',
    )
    // A single late request, a millisecond, and little beside a long response are no limit.
    expect(late(flat(100, 20, 2000), flat(100, 4000))).toBeUndefined()
    expect(late(flat(100, 990), flat(100, 1500))).toBeUndefined()
    expect(late(flat(100, 2000), flat(100, 60_000))).toBeUndefined()
  })

  it('judges few samples at a percentile that they support', () => {
    const of = (count: number, ...last: number[]) =>
      limitOf(
        beats({
          due: count,
          windowMs: count * 10,
          latenessUs: flat(count, 20, ...last),
          responseUs: flat(count, 4000),
        }),
      )
    expect(of(40, 9000, 9000)).toBeUndefined()
    expect(of(40, 9000, 9000, 9000)).toMatch(/9.0 ms late at p95/)
    expect(of(10, 9000, 9000, 9000)).toBeUndefined()
    expect(of(10, 9000, 9000, 9000, 9000, 9000, 9000)).toMatch(/9.0 ms late at p50/)
  })

  it('says nothing of loads that were not recorded, or whose requests all failed', () => {
    const { responseUs: _, ...failed } = beats({ served: 0, latenessUs: flat(100, 90_000) })
    expect(limitOf(failed)).toBeUndefined()
    expect(limitOf({ ...beats(), load: 'other' })).toBeUndefined()
  })
})
