import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoadModel, Scenario } from '../core/scenario.ts'
import { scenarioPlanSchema } from '../results/schema.ts'
import type { ScenarioPlan } from '../results/schema.ts'
import type { Costs } from './plan.ts'
import { isInRound, planScenario, roundMs, unitMs } from './plan.ts'

const SETTINGS = { rounds: 10, scenarioBudgetMs: 4000, warmupBudgetMs: 600 }
const OPEN: LoadModel = { kind: 'open', ratePerSecond: 50, arrival: 'constant', inFlightMax: 64 }
const closed = (connections: number): LoadModel => ({ kind: 'closed', connections })

const scenarioWith = (model: LoadModel, sliceMs?: number): Scenario => ({
  name: 'one',
  title: 'one',
  table: 'T',
  summary: '',
  readOnly: true,
  loads: [{ name: 'l', measured: true, model, requests: [{ path: '/' }] }],
  ...(sliceMs !== undefined && { sliceMs }),
})
const SEQUENTIAL = scenarioWith(closed(1))

const sideBySide = (...models: LoadModel[]): Scenario => ({
  ...scenarioWith(closed(1), 300),
  loads: models.flatMap((each) => scenarioWith(each).loads),
})

const costUs = fc.double({ min: 20, max: 20_000_000, noNaN: true })
const costs = fc.record({ main: costUs, new: costUs })

/** Of processes that are as slow when fresh. */
const settled = (costsUs: Readonly<Record<string, number>>): Costs =>
  Object.fromEntries(Object.entries(costsUs).map(([label, us]) => [label, { us, freshUs: us }]))
const model = fc.constantFrom(closed(1), closed(8), OPEN)
const settings = fc.record({
  rounds: fc.integer({ min: 1, max: 50 }),
  scenarioBudgetMs: fc.integer({ min: 1, max: 60_000 }),
  warmupBudgetMs: fc.integer({ min: 1, max: 5000 }),
})

describe('the plan of a scenario', () => {
  it('fills slices of about 80 ms with requests, and drops the first few on fast endpoints', () => {
    expect(planScenario(SEQUENTIAL, settled({ main: 400, new: 410 }), 'main', SETTINGS)).toEqual({
      scenario: 'one',
      rounds: 10,
      requests: { main: 200, new: 200 },
      warmup: 1463,
      dropped: 5,
    })
  })

  it('warms up no longer than its budget in a process that is slow at first', () => {
    const both = { main: { us: 400, freshUs: 400 }, new: { us: 410, freshUs: 2000 } }
    const plan = planScenario(SEQUENTIAL, both, 'main', SETTINGS)
    expect(plan).toMatchObject({ warmup: 300, requests: { main: 200, new: 200 } })
  })

  it('makes slices shorter rather than rounds fewer where the budget is short', () => {
    const both = settled({ main: 400, new: 410 })
    const plan = (scenarioBudgetMs: number) =>
      planScenario(SEQUENTIAL, both, 'main', { ...SETTINGS, scenarioBudgetMs })
    expect(plan(1000)).toMatchObject({ rounds: 9, requests: { main: 125, new: 125 } })
    expect(plan(200)).toMatchObject({ rounds: 3, requests: { main: 63, new: 63 } })
  })

  it('gives a slow scenario five requests, a very slow one as many as 400 ms hold', () => {
    const requestsAt = (us: number) =>
      planScenario(SEQUENTIAL, settled({ main: us, new: us }), 'main', SETTINGS).requests!['main']
    expect([20_000, 79_000, 100_000, 1_100_000].map(requestsAt)).toEqual([5, 5, 4, 1])
  })

  it('alternates several connections as finely, with ten answers of each in a slice', () => {
    const requestsAt = (us: number, sliceMs?: number) =>
      planScenario(scenarioWith(closed(8), sliceMs), settled({ main: us }), 'main', SETTINGS)
    expect(requestsAt(100)).toMatchObject({ rounds: 10, requests: { main: 800 } })
    expect(requestsAt(2000)).toMatchObject({ rounds: 10, requests: { main: 80 } })
    expect(requestsAt(25_000)).toMatchObject({ rounds: 4, requests: { main: 40 } })
    expect(requestsAt(100_000)).toMatchObject({ rounds: 1, requests: { main: 32 } })
    expect(requestsAt(2000, 1000)).toMatchObject({ rounds: 4, requests: { main: 500 } })
  })

  it('asks builds of similar speed the same number of times, others for the same time', () => {
    fc.assert(
      fc.property(costs, model, (both, kind) => {
        const { requests } = planScenario(scenarioWith(kind), settled(both), 'main', SETTINGS)
        if (requests === undefined) return
        const ratio = both.new / both.main
        if (ratio > 0.25 && ratio < 4) expect(requests['new']).toBe(requests['main'])
        else if (ratio >= 4) expect(requests['new']).toBeLessThanOrEqual(requests['main']!)
        else expect(requests['new']).toBeGreaterThanOrEqual(requests['main']!)
      }),
    )
  })

  it('bounds open loads by time, which is the scenario’s own or one second', () => {
    const both = settled({ main: 500, new: 900 })
    expect(planScenario(scenarioWith(OPEN), both, 'main', SETTINGS)).toMatchObject({
      sliceMs: 1000,
      dropped: 0,
    })
    expect(planScenario(scenarioWith(OPEN, 250), both, 'main', SETTINGS).sliceMs).toBe(250)
  })

  it.each([
    ['an open load beside a closed one', sideBySide(closed(1), OPEN)],
    ['a closed load beside an open one', sideBySide(OPEN, closed(8))],
    ['two closed loads', sideBySide(closed(1), closed(1))],
  ])('bounds %s by time: a count would leave one of them alone', (_what, scenario) => {
    const plan = planScenario(scenario, settled({ main: 500, new: 900 }), 'main', SETTINGS)
    expect(plan).toMatchObject({ sliceMs: 300, dropped: 0 })
    expect(plan.requests).toBeUndefined()
  })

  it('bounds one measured load by a count even beside background loads', () => {
    const { loads, ...rest } = sideBySide(closed(1), closed(1))
    const scenario = { ...rest, loads: [loads[0]!, { ...loads[1]!, measured: false }] }
    const { requests } = planScenario(scenario, settled({ main: 500, new: 900 }), 'main', SETTINGS)
    expect(requests).toEqual({ main: 600, new: 600 })
  })

  it('expects a window to be followed by its slowest request', () => {
    const both = settled({ main: 2_000_000, new: 500 })
    const plan = planScenario(sideBySide(closed(1), OPEN), both, 'main', SETTINGS)
    expect(roundMs(plan, both)).toBe(300 + 2000 + 300 + 80)
  })

  it('stays within its budgets as far as one round and one request allow', () => {
    fc.assert(
      fc.property(costs, model, settings, (both, kind, limits) => {
        const plan = planScenario(scenarioWith(kind), settled(both), 'main', limits)
        expect(() => scenarioPlanSchema.parse(plan)).not.toThrow()
        expect(plan.rounds).toBeGreaterThanOrEqual(1)
        expect(plan.rounds).toBeLessThanOrEqual(limits.rounds)
        if (plan.rounds > 1)
          expect(plan.rounds * roundMs(plan, settled(both))).toBeLessThanOrEqual(
            limits.scenarioBudgetMs,
          )
        const slowestMs = Math.max(both.main, both.new) / 1000
        expect(plan.warmup).toBeGreaterThanOrEqual(1)
        expect(plan.warmup).toBeLessThanOrEqual(3000)
        if (plan.warmup > 1)
          expect(plan.warmup * slowestMs).toBeLessThanOrEqual(limits.warmupBudgetMs)
        for (const count of Object.values(plan.requests ?? {}))
          expect(count).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('expects a unit to last as long as its warm-up and its rounds', () => {
    const both = { main: { us: 1000, freshUs: 1500 }, new: { us: 3000, freshUs: 4500 } }
    const plan = planScenario(SEQUENTIAL, both, 'main', SETTINGS)
    const expected = plan.warmup * 6 + plan.rounds * roundMs(plan, both)
    expect(unitMs([plan], { one: both })).toBeCloseTo(expected)
    expect(unitMs([plan, plan], { one: both })).toBeCloseTo(2 * expected)
  })
})

describe('rounds of a unit', () => {
  const plan = (rounds: number): ScenarioPlan => ({
    scenario: 'one',
    rounds,
    requests: { main: 1 },
    warmup: 1,
    dropped: 0,
  })

  it('hold a scenario exactly as often as planned, spread evenly', () => {
    const counts = fc
      .integer({ min: 1, max: 50 })
      .chain((all) => fc.tuple(fc.integer({ min: 0, max: all }), fc.constant(all)))
    fc.assert(
      fc.property(counts, ([rounds, all]) => {
        const held = Array.from({ length: all }, (_, round) => isInRound(plan(rounds), round, all))
        expect(held.filter(Boolean)).toHaveLength(rounds)
        const places = held.flatMap((isHeld, round) => (isHeld ? [round] : []))
        const gaps = places.slice(1).map((place, index) => place - places[index]!)
        if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
