import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAlarmClock } from './alarm-clock.ts'
import type { AlarmClock } from './alarm-clock.ts'

let clock: AlarmClock
beforeAll(() => {
  clock = startAlarmClock()
})
afterAll(() => clock.close())

describe('the alarm clock', () => {
  it('wakes many waiters in the order of their instants, and none too early', async () => {
    const offsets = fc.array(fc.integer({ min: -5, max: 15 }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(offsets, async (offsetsMs) => {
        const startMs = performance.now()
        const woken: number[] = []
        const early: number[] = []
        const wait = async (offsetMs: number) => {
          await clock.until(startMs + offsetMs)
          if (performance.now() < startMs + offsetMs) early.push(offsetMs)
          woken.push(offsetMs)
        }
        await Promise.all(offsetsMs.map(wait))
        expect(early).toEqual([])
        expect(woken).toEqual(offsetsMs.toSorted((a, b) => a - b))
      }),
      { numRuns: 30 },
    )
  })

  it('lets the event loop come round even when the instant has passed', async () => {
    let isRound = false
    setImmediate(() => (isRound = true))
    await clock.until(performance.now() - 1000)
    expect(isRound).toBe(true)
  })

  it('takes a nearer instant before one it waits for already', async () => {
    const order: string[] = []
    const startMs = performance.now()
    const later = clock.until(startMs + 60).then(() => order.push('later'))
    const sooner = clock.until(startMs + 20).then(() => order.push('sooner'))
    await Promise.all([later, sooner])
    expect(order).toEqual(['sooner', 'later'])
  })
})
