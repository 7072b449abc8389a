import { describe, expect, it } from 'vitest'
import type { Session } from '../results/schema.ts'
import type { Comparison } from './comparison.ts'
import { decide } from './decide.ts'
import { judgeSession } from './judge.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions } from './testing-session.ts'

const SMALL: SyntheticOptions = {
  rounds: 5,
  scenarios: [{ name: 'events', samples: 30 }],
  looks: [6, 9, 12],
  units: 12,
}

function build(latencyRatio: number, options: SyntheticOptions = {}): Session {
  const targets = [{ label: 'master' }, { label: 'branch', latencyRatio }]
  return buildSession({ ...SMALL, targets, ...options })
}

/** As it stood while it ran, after so many units. */
function running({ header, units }: Session, count: number): Session {
  return { header, units: units.slice(0, count) }
}

function p50(session: Session): Comparison {
  return judgeSession(session).comparisons.find(({ metric }) => metric === 'p50')!
}

describe('looks', () => {
  it('read a clear verdict at the first, with its wider interval, and keep it', () => {
    const session = build(1.3)
    const first = p50({ ...running(session, 6), end: session.end! })
    const last = p50(session)
    expect(first).toMatchObject({ verdict: 'slower', look: 6 })
    expect(last).toMatchObject({ verdict: 'slower', look: 6, change: first.change })
    // Two-sided level of |t| = 2.974 with 5 degrees of freedom.
    expect(last.change!.confidence).toBeCloseTo(1 - 0.031, 3)
  })

  it('keep a verdict that a later look would not have given', () => {
    const calm = build(1, { noise: { unit: 0.001, round: 0.005 } })
    const wild = build(1.5, { noise: { unit: 0.001, round: 0.005 }, seed: 'other' })
    const units = [...calm.units.slice(0, 6), ...wild.units.slice(6)]
    expect(p50({ ...calm, units })).toMatchObject({ verdict: 'same', look: 6 })
  })

  it('ignore the units between two looks until the session has ended', () => {
    const session = build(1.04, { noise: { round: 0.15 } })
    const reading = (count: number) =>
      decide(running(session, count)).undecided.map((c) => c.change)
    expect(reading(7)).toEqual(reading(6))
    expect(reading(9)).not.toEqual(reading(6))
    expect(p50({ ...running(session, 8), end: session.end! })).toMatchObject({ look: 8 })
  })

  it('count complete units only', () => {
    const session = build(1.3, { voidUnits: [2] })
    expect(decide(running(session, 6)).reason).toBe('The first look is at 6 units.')
    expect(p50(session)).toMatchObject({ look: 6, verdict: 'slower' })
    expect(p50(session).change!.units).toBe(6)
  })

  it('are one plain look at the end in a session without a plan', () => {
    const { looks: _, ...header } = build(1.3).header
    const change = p50({ ...build(1.3), header }).change!
    expect(change).toMatchObject({ units: 12, confidence: 0.95 })
  })

  it('are wrong no more often together than one would be', () => {
    // Nominal 5 % at worst, with a true change right on the margin; so 3 of 60 expected, more than 7 in 1 % of seeds.
    const scenarios = [{ name: 'events', samples: 1 }]
    const noise = { unit: 0.015, round: 0.03, request: 0.0001 }
    const options = { scenarios, noise, rounds: 1, looks: [6, 9, 12], units: 12 }
    let wrong = 0
    for (let index = 0; index < 60; index++) {
      const session = build(1.05, { ...options, seed: `edge ${index}` })
      const { verdict } = p50(session)
      if (verdict === 'slower' || verdict === 'same') wrong++
    }
    expect(wrong).toBeLessThanOrEqual(7)
  })
})

describe('decide', () => {
  it('goes on to the first look', () => {
    const decision = decide(running(build(1), 3))
    expect(decision).toEqual({
      look: undefined,
      next: 6,
      most: 12,
      gating: [],
      undecided: [],
      budgets: [],
      undecidedBudgets: [],
      shouldContinue: true,
      reason: 'The first look is at 6 units.',
    })
  })

  it('stops when everything is decided', () => {
    const quiet = build(1, { noise: { unit: 0.001, round: 0.005, request: 0.02 } })
    const decision = decide(running(quiet, 6))
    expect(decision.gating.map(({ metric }) => metric)).toEqual(['p50', 'p95'])
    expect(decision).toMatchObject({
      look: 6,
      next: 9,
      undecided: [],
      shouldContinue: false,
      reason: 'Every gating metric is decided.',
    })
  })

  it('goes on while something open could be decided, naming the next look', () => {
    const decision = decide(running(build(1, { noise: { round: 0.12 } }), 6))
    expect(decision.shouldContinue).toBe(true)
    expect(decision.reason).toMatch(/gating metrics are undecided; the next look is at 9 units\.$/)
    expect(decision.undecided.every(({ gating }) => gating)).toBe(true)
  })

  it('gives up on noise that the most units would not beat', () => {
    const decision = decide(running(build(1, { noise: { unit: 0.2 }, seed: 'loud' }), 6))
    expect(decision.shouldContinue).toBe(false)
    expect(decision.reason).toMatch(/12 units could not decide them at this noise\.$/)
  })

  it('ends with the last look, whatever is open', () => {
    const decision = decide(running(build(1, { noise: { round: 0.5 } }), 12))
    expect(decision).toMatchObject({ shouldContinue: false })
    expect(decision.reason).toBe('All 12 planned units are measured.')
  })

  it('does not wait for the control', () => {
    const targets = [{ label: 'master' }, { label: 'again', isControl: true, latencyRatio: 1.06 }]
    expect(decide(running(build(1, { targets }), 6)).undecided).toEqual([])
  })
})
