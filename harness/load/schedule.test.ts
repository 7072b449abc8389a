import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpenModel } from '../core/scenario.ts'
import { meanRate } from '../core/scenario.ts'
import { schedule } from './schedule.ts'
import type { SlicePlace } from './schedule.ts'

function dueTimes(model: OpenModel, place: SlicePlace, windowMs = place.windowMs): number[] {
  const times: number[] = []
  for (const dueMs of schedule(model, place).dueTimesMs) {
    if (dueMs >= windowMs) break
    times.push(dueMs)
  }
  return times
}

const inFlightMax = 8
const constant = (ratePerSecond: number): OpenModel => ({
  kind: 'open',
  arrival: 'constant',
  ratePerSecond,
  inFlightMax,
})
const poisson = (ratePerSecond: number): OpenModel => ({
  ...constant(ratePerSecond),
  arrival: 'poisson',
  ratePerSecond,
})
const recorded = (offsetsMs: number[], periodMs: number, speed?: number): OpenModel => ({
  kind: 'open',
  arrival: 'recorded',
  offsetsMs,
  periodMs,
  inFlightMax,
  ...(speed !== undefined && { speed }),
})

const rate = fc.double({ min: 0.5, max: 2000, noNaN: true })
const place = fc.record({
  seed: fc.string(),
  slice: fc.nat(50),
  windowMs: fc.double({ min: 1, max: 3000, noNaN: true }),
})
const recording = fc
  .record({
    gaps: fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 }),
    restMs: fc.double({ min: 20, max: 100, noNaN: true }),
    speed: fc.double({ min: 0.1, max: 4, noNaN: true }),
  })
  .map(({ gaps, restMs, speed }) => {
    const offsetsMs = gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0))
    return recorded(offsetsMs, offsetsMs.at(-1)! + restMs, speed)
  })
const model = fc.oneof(rate.map(constant), rate.map(poisson), recording)

describe('any schedule', () => {
  it('is ascending, inside its window, and the same whenever it is asked for', () => {
    fc.assert(
      fc.property(model, place, (each, at) => {
        const times = dueTimes(each, at)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        if (times.length > 0) expect(times[0]).toBeGreaterThanOrEqual(-1e-6)
        expect(dueTimes(each, { ...at })).toEqual(times)
      }),
    )
  })

  it('keeps its mean rate over many slices', () => {
    const models = [constant(130), poisson(130), recorded([1, 2, 30, 31, 32, 90], 100, 2.2)]
    for (const each of models) {
      let due = 0
      for (let slice = 0; slice < 200; slice++)
        due += dueTimes(each, { seed: 'unit-1', slice, windowMs: 500 }).length
      // 100 s: the standard deviation of a Poisson count is its root.
      const expected = meanRate(each) * 100
      expect(Math.abs(due - expected)).toBeLessThan(4 * Math.sqrt(expected))
    }
  })
})

describe('a constant schedule', () => {
  it('keeps the period, computed from the start and never from the one before', () => {
    fc.assert(
      fc.property(rate, place, (ratePerSecond, at) => {
        const times = dueTimes(constant(ratePerSecond), at)
        const periodMs = 1000 / ratePerSecond
        const startMs = times[0] ?? 0
        const isOff = (dueMs: number, k: number) =>
          Math.abs((dueMs - startMs) / periodMs - k) > 1e-6
        expect(times.findIndex(isOff)).toBe(-1)
      }),
    )
  })

  it('fills its window and misses no due time in it', () => {
    fc.assert(
      fc.property(rate, place, (ratePerSecond, at) => {
        const times = dueTimes(constant(ratePerSecond), at)
        const periodMs = 1000 / ratePerSecond
        expect(Math.abs(times.length - at.windowMs / periodMs)).toBeLessThanOrEqual(1)
        if (times.length > 0) expect(times[0]).toBeLessThan(periodMs)
      }),
    )
  })

  it('begins at another phase in each slice and for each seed', () => {
    const phases = ['beats', 'reads'].flatMap((seed) =>
      Array.from({ length: 20 }, (_, slice) =>
        dueTimes(constant(10), { seed, slice, windowMs: 100 })[0]!.toFixed(3),
      ),
    )
    expect(new Set(phases).size).toBe(40)
  })
})

describe('a Poisson schedule', () => {
  const gapsOf = (times: readonly number[]) => times.map((ms, k) => ms - (times[k - 1] ?? 0))

  it('has exponential gaps: mean and standard deviation are the period, half are below ln 2', () => {
    const times = dueTimes(poisson(100), { seed: 'unit-1', slice: 0, windowMs: 200_000 })
    const gaps = gapsOf(times)
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
    const short = gaps.filter((gap) => gap < 10 * Math.LN2).length / gaps.length
    // 20,000 gaps: five standard errors.
    expect(Math.abs(mean / 10 - 1)).toBeLessThan(0.035)
    expect(Math.abs(Math.sqrt(variance) / 10 - 1)).toBeLessThan(0.05)
    expect(Math.abs(short - 0.5)).toBeLessThan(0.018)
  })

  it('differs between slices and seeds', () => {
    const first = dueTimes(poisson(100), { seed: 'unit-1', slice: 0, windowMs: 1000 })
    expect(dueTimes(poisson(100), { seed: 'unit-1', slice: 1, windowMs: 1000 })).not.toEqual(first)
    expect(dueTimes(poisson(100), { seed: 'unit-2', slice: 0, windowMs: 1000 })).not.toEqual(first)
  })
})

describe('a recorded schedule', () => {
  it('replays its offsets period by period, and goes on in the next slice where it ended', () => {
    const watchers = recorded([0, 10, 25], 40)
    const at = (slice: number) => ({ seed: '', slice, windowMs: 50 })
    expect(dueTimes(watchers, at(0))).toEqual([0, 10, 25, 40])
    expect(dueTimes(watchers, at(1))).toEqual([0, 15, 30, 40])
    expect(schedule(watchers, at(0)).recording).toEqual({ first: 0, length: 3 })
    expect(schedule(watchers, at(1)).recording).toEqual({ first: 1, length: 3 })
  })

  it('passes faster by its speed', () => {
    const at = { seed: '', slice: 0, windowMs: 20 }
    expect(dueTimes(recorded([0, 10, 25], 40, 4), at)).toEqual([0, 2.5, 6.25, 10, 12.5, 16.25])
  })

  it('loses and repeats no entry between slices', () => {
    fc.assert(
      fc.property(recording, fc.double({ min: 5, max: 200, noNaN: true }), (each, windowMs) => {
        const entries: number[] = []
        for (let slice = 0; slice < 10; slice++) {
          const at = { seed: '', slice, windowMs }
          const { first, length } = schedule(each, at).recording!
          entries.push(...dueTimes(each, at).map((_, k) => (first + k) % length))
        }
        const { length } = (each as { offsetsMs: readonly number[] }).offsetsMs
        expect(entries.findIndex((entry, k) => entry !== k % length)).toBe(-1)
      }),
      { examples: [[recorded([0, 99.99999999999996], 119.99999999999997, 3.999999999999999), 75]] },
    )
  })
})
