import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constantSchedule } from './schedule.ts'

const rate = fc.double({ min: 0.5, max: 2000, noNaN: true })
const window = fc.double({ min: 1, max: 3000, noNaN: true })
const phase = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('a constant schedule', () => {
  it('starts at the phase and keeps the period, computed from the start and never from the one before', () => {
    expect([...constantSchedule(100, 50, 0)]).toEqual([0, 10, 20, 30, 40])
    expect([...constantSchedule(100, 50, 0.5)]).toEqual([5, 15, 25, 35, 45])
    fc.assert(
      fc.property(rate, window, phase, (ratePerSecond, windowMs, start) => {
        const times = constantSchedule(ratePerSecond, windowMs, start)
        const periodMs = 1000 / ratePerSecond
        for (const [k, dueMs] of times.entries()) expect(dueMs).toBe((k + start) * periodMs)
      }),
    )
  })

  it('fills its window, misses no due time in it and none lies beyond it', () => {
    fc.assert(
      fc.property(rate, window, phase, (ratePerSecond, windowMs, start) => {
        const times = constantSchedule(ratePerSecond, windowMs, start)
        const periodMs = 1000 / ratePerSecond
        const slackMs = windowMs * 1e-9
        const lastMs = times.at(-1) ?? (start - 1) * periodMs
        expect(lastMs).toBeLessThan(windowMs + slackMs)
        expect(lastMs + periodMs).toBeGreaterThan(windowMs - slackMs)
        expect(Math.abs(times.length - windowMs / periodMs)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
