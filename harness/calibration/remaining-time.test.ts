import { describe, expect, it } from 'vitest'
import { startClock } from './remaining-time.ts'

describe('the clock', () => {
  it('reckons by what was measured', () => {
    let nowMs = 0
    const clock = startClock(() => nowMs)
    expect(clock.minutesLeft(600)).toBe(10)
    nowMs = 40_000
    clock.done(20)
    expect(clock.minutesLeft(90)).toBe(3)
  })
})
