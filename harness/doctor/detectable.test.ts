import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSession } from '../judge/testing-session.ts'
import { judgeSession } from '../judge/judge.ts'
import { detectable, plansFor } from './detectable.ts'
import type { Cost, Noise, Wish } from './detectable.ts'
import { detect } from './examine.ts'
import { costOf, noiseOf } from './session-noise.ts'

const COST: Cost = { onceMs: 10_000, unitMs: { quick: 30_000, pr: 30_000, nightly: 30_000 } }
const WISH: Wish = { effectRatio: 0.08, timeMs: 15 * 60_000 }
const RISK = 0.05

const noise = (spread: number): Noise => ({
  scenario: 'events',
  metric: 'p50',
  marginRatio: 0.05,
  strictMarginRatio: 0.03,
  spread,
  units: 6,
})
const detectAt = (spread: number, wish: Partial<Wish> = {}) => {
  const wanted = { ...WISH, ...wish }
  return detectable(noise(spread), plansFor(wanted, COST), wanted, RISK)
}

describe('the plans', () => {
  it('are the profiles, with the time that all of their units take', () => {
    expect(plansFor({ ...WISH, timeMs: 7 * 60_000 }, COST)).toEqual([
      { profile: 'quick', units: 6, durationMs: 190_000, inTime: true },
      { profile: 'pr', units: 12, durationMs: 370_000, inTime: true },
      { profile: 'nightly', units: 20, durationMs: 610_000, inTime: false },
    ])
  })
})

describe('the smallest detectable effect', () => {
  it('is the margin and the half-width of the last look', () => {
    const [quick, , nightly] = detectAt(0.02).reaches
    // t = 2.571 for one look of 6 units, 2.668 for the last of the nightly ones.
    expect(Math.log1p(quick!.usualRatio)).toBeCloseTo(
      Math.log(1.05) + (2.571 * 0.02) / Math.sqrt(6),
      4,
    )
    expect(Math.log1p(nightly!.strictRatio)).toBeCloseTo(
      Math.log(1.03) + (2.668 * 0.02) / Math.sqrt(20),
      4,
    )
  })

  it('shrinks with more units, and grows with the noise', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.3, noNaN: true }), (spread) => {
        const { reaches } = detectAt(spread)
        const ratios = reaches.map(({ usualRatio }) => usualRatio)
        expect(ratios.toSorted((a, b) => b - a)).toEqual(ratios)
        expect(detectAt(spread * 1.5).reaches[0]!.usualRatio).toBeGreaterThan(ratios[0]!)
      }),
    )
  })
})

describe('the answer', () => {
  it('is the cheapest plan in time, at the usual margin where that does', () => {
    expect(detectAt(0.02).answer).toMatchObject({
      kind: 'yes',
      strict: false,
      reach: { plan: { profile: 'quick' } },
    })
    expect(detectAt(0.03).answer).toMatchObject({ reach: { plan: { profile: 'pr' } } })
  })

  it('falls back to the strict margin, then to more time', () => {
    const effectRatio = 0.05
    expect(detectAt(0.015, { effectRatio }).answer).toMatchObject({ kind: 'yes', strict: true })
    const timeMs = 4 * 60_000
    expect(detectAt(0.03, { effectRatio, timeMs }).answer).toMatchObject({
      kind: 'longer',
      strict: true,
      reach: { plan: { profile: 'nightly', inTime: false } },
    })
  })

  it('is no where no profile would do, with the units that would', () => {
    const { answer, unitsNeeded } = detectAt(0.1)
    expect(answer).toEqual({ kind: 'no' })
    expect(unitsNeeded).toBeGreaterThan(20)
    expect(detectAt(0.2).unitsNeeded! / unitsNeeded!).toBeCloseTo(4, 1)
  })

  it('needs no number of units within the narrowest margin', () => {
    expect(detectAt(0.01, { effectRatio: 0.02 })).toMatchObject({
      answer: { kind: 'no' },
      unitsNeeded: undefined,
    })
  })
})

describe('the noise of a session', () => {
  const session = buildSession({
    isPinned: true,
    targets: [{ label: 'base' }, { label: 'one' }, { label: 'two' }],
  })

  it('is that of its gating metrics', () => {
    const rows = noiseOf(session)
    expect(rows.map(({ metric }) => metric)).toEqual(['p50', 'p10', 'p95'])
    for (const { spread } of rows) expect(spread).toBeGreaterThan(0.002)
    expect(rows[0]!.spread).toBeLessThan(0.05)
  })

  it('gives the effect again that the report calls detectable', () => {
    const alone = buildSession({ looks: [6] })
    const [p50] = judgeSession(alone).comparisons
    const { rows } = detect(alone, { kind: 'trial', units: 6, disturbed: 0 }, WISH)
    expect(rows[0]!.reaches[0]!.usualRatio).toBeCloseTo(p50!.detectableRatio!, 10)
  })

  it('takes as long as its units did', () => {
    const unitMs = { quick: 13_000, pr: 13_000, nightly: 13_000 }
    expect(costOf(session)).toEqual({ onceMs: 0, unitMs })
    expect(costOf({ ...session, units: [] })).toBeUndefined()
  })

  it('says nothing without two units', () => {
    const { units } = session
    const cut = detect(
      { ...session, units: units.slice(0, 1) },
      { kind: 'trial', units: 1, disturbed: 0 },
      WISH,
    )
    expect(cut).toMatchObject({ state: 'unknown', rows: [] })
  })
})

describe('the state of a detection', () => {
  const source = { kind: 'trial', units: 6, disturbed: 0 } as const
  const stateFor = (wish: Partial<Wish>, unitNoise = 0.008) =>
    detect(buildSession({ noise: { unit: unitNoise } }), source, { ...WISH, ...wish }).state

  it('is ok in reach, caution for more time, bad out of reach', () => {
    expect(stateFor({})).toBe('ok')
    expect(stateFor({ timeMs: 30_000 })).toBe('caution')
    expect(stateFor({ effectRatio: 0.035 }, 0.3)).toBe('bad')
  })

  it('is bad where more than every third unit would not have counted', () => {
    const withDisturbed = (disturbed: number) =>
      detect(buildSession(), { ...source, disturbed }, WISH).state
    expect([withDisturbed(2), withDisturbed(3)]).toEqual(['ok', 'bad'])
  })
})
