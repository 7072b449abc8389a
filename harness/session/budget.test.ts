import { describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { checkBudget, expectedUnitMs, startBudget } from './budget.ts'

function budgetOf(totalMs: number | undefined) {
  const clock = { nowMs: 5000 }
  return { clock, budget: startBudget(totalMs, () => clock.nowMs) }
}

describe('a budget', () => {
  it('has room for what is expected to end within it', () => {
    const { clock, budget } = budgetOf(60_000)
    expect(budget.hasRoomFor(60_000)).toBe(true)
    clock.nowMs += 45_000
    expect(budget.leftMs()).toBe(15_000)
    expect([15_000, 15_001].map(budget.hasRoomFor)).toEqual([true, false])
  })

  it('that nobody set has room for everything', () => {
    const { clock, budget } = budgetOf(undefined)
    clock.nowMs += 1e9
    expect(budget.leftMs()).toBeUndefined()
    expect(budget.hasRoomFor(1e12)).toBe(true)
  })

  it('without room for an interval is refused, saying what it would take', () => {
    const { clock, budget } = budgetOf(60_000)
    clock.nowMs += 20_000
    expect(() => checkBudget(budget, 2, 20_000)).not.toThrow()
    expect(() => checkBudget(budget, 2, 20_001)).toThrow(UsageError)
    expect(() => checkBudget(budget, 2, 25_000)).toThrow(
      'Expected a budget with room for 2 more units of about 25 s, which a verdict needs, got 40 s left of 1 min after the rehearsal.',
    )
  })

  it('expects units to take as long as those before, and the first as long as planned', () => {
    expect(expectedUnitMs([], 7)).toBe(7)
    expect(expectedUnitMs([10, 20], 7)).toBe(15)
  })
})
