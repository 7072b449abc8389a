import { describe, expect, it } from 'vitest'
import { smallestFound } from '../judge/calibrated.ts'
import { LOOK_PROFILES } from '../stats/looks.ts'
import type { CalibratedPlace } from './calibration.ts'
import { drawOutcomes } from './drawn-outcomes.ts'
import { shifted, unchanged as unchangedUnits } from './draw.ts'
import { evaluate } from './evaluate.ts'
import type { Rates } from './evaluate.ts'
import { experimentOf, UNCHANGED } from './experiments.ts'
import { keepMeasured } from './measured-session.ts'
import type { MeasuredSession } from './measured-session.ts'
import { jobsOf } from './jobs.ts'
import { keyOf } from './place-key.ts'
import { verdictShare } from './places.ts'
import { fabricate } from './testing-sessions.ts'
import { intervalOf } from './tally.ts'

const FAULT = experimentOf('cpu=20%')
const JOBS = jobsOf({
  profile: 'pr',
  experiments: [UNCHANGED, FAULT, experimentOf('wrong-answer=100%')],
  totalMs: 60_000,
  sessions: 1,
  longUnits: { fewest: 4, most: 40 },
})
const jobOf = (id: string, kind: string) =>
  JOBS.find((job) => job.experiment.id === id && job.kind === kind)!

const SCENARIOS = ['items', 'search'].map((name) => ({ name, samples: 12 }))
/** A restart varies by 1 %, a round by 2 %: what a quiet machine shows. */
const NOISE = { unit: 0.01, round: 0.02, request: 0.02 }

function measured(id: string, kind: string, units: number, slow?: number): MeasuredSession {
  const options = { seed: `${id} ${kind}`, units, scenarios: SCENARIOS, noise: NOISE }
  return keepMeasured(jobOf(id, kind), fabricate(options, slow))
}

const unchanged = measured('unchanged', 'long', 40)
const SESSIONS = [
  unchanged,
  measured('cpu-20', 'long', 20, 1.2),
  measured('unchanged', 'session', 12),
  measured('cpu-20', 'session', 12, 1.2),
]
const DRAWS = 40
/** About one session of a hundred is lost to its control, and which one depends on the look it is read at. */
const LOST = 3
const rates: Rates = evaluate(SESSIONS, {
  profile: 'pr',
  draws: DRAWS,
  settings: {},
  onStep: () => undefined,
})

const placeAt = (scenario: string, metric: string): CalibratedPlace =>
  rates.places.find((place) => place.scenario === scenario && place.metric === metric)!

describe('a quiet fabricated machine', () => {
  it('blames no unchanged build, and calls nearly all of it the same', () => {
    expect(rates.unchanged).toMatchObject({ sessions: DRAWS, red: { hits: 0, of: DRAWS } })
    const { slower, faster, same } = placeAt('items', 'p50')
    expect([slower.hits, faster.hits]).toEqual([0, 0])
    expect(intervalOf(same)[1]).toBeGreaterThan(0.9)
  })

  it('finds larger planted changes more often, and none inside the margin', () => {
    for (const scenario of ['items', 'search']) {
      const { planted } = placeAt(scenario, 'p50')
      const hits = planted.map(({ found }) => found.hits)
      expect(planted.map(({ effectRatio }) => effectRatio)).toEqual([0.03, 0.05, 0.08, 0.1, 0.2])
      for (const [index, larger] of hits.slice(1).entries())
        expect(larger).toBeGreaterThanOrEqual(hits[index]! - LOST)
      expect(hits[0]).toBe(0)
      expect(hits[1]).toBeLessThan(hits[2]!)
      expect(hits.at(-1)).toBeGreaterThanOrEqual(planted.at(-1)!.found.of - LOST)
    }
  })

  it('is red by the scenario that was made slower, and by no other', () => {
    const largest = rates.planted.filter(({ effectRatio }) => effectRatio === 0.2)
    expect(largest.map(({ scenario }) => scenario)).toEqual(['items', 'search'])
    for (const { red, invalid, redElsewhere, sessions } of largest) {
      expect(red.hits + invalid.hits).toBe(sessions)
      expect(redElsewhere.hits).toBe(0)
    }
  })

  it('says of a fault which metrics call it worse, and by how much they moved', () => {
    const [fault] = rates.faults
    expect(fault).toMatchObject({ id: 'cpu-20', fault: 'cpu=20%', units: { complete: 32 } })
    const p50 = fault!.moved.find(
      ({ scenario, metric }) => scenario === 'items' && metric === 'p50',
    )
    expect(p50!.found.hits).toBeGreaterThanOrEqual(DRAWS - LOST)
    expect(p50!.change!.low).toBeLessThan(1.2)
    expect(p50!.change!.high).toBeGreaterThan(1.2)
    expect(p50!.change!.high).toBeLessThan(1.25)
  })

  it('judges real sessions beside the drawn ones', () => {
    expect(rates.real).toMatchObject([
      { id: 'unchanged', sessions: 1, red: { hits: 0, of: 1 } },
      { id: 'cpu-20', sessions: 1, red: { hits: 1, of: 1 } },
    ])
  })
})

describe('the smallest change found in 80 % of sessions', () => {
  const reachAt = (looks: readonly number[]) => {
    const { reach, marginRatio } = placeAt('items', 'p50')
    return smallestFound(
      reach.find((each) => each.looks.join() === looks.join())!,
      marginRatio,
    )
  }

  it('is found that often when it is planted and judged', () => {
    const looks = LOOK_PROFILES.pr
    const pool = [unchanged]
    const drawing = { looks, draws: 100, settings: {} }
    const one = shifted('items', 1 + reachAt(looks), pool)
    const outcomes = drawOutcomes('the smallest change', 100, pool, one, drawing)
    const found = verdictShare(outcomes, placeAt('items', 'p50'), 'slower')
    // 40 draws know a quantile to 6 points, 100 a share to 4.
    expect(found.hits / found.of).toBeGreaterThan(0.62)
    expect(found.hits / found.of).toBeLessThan(0.95)
  })

  it('is what the noise asks for beyond the margin', () => {
    // Two sides of a restart (1 %) and of five rounds (2 % / √5); 25 % trimmed rounds lose a little.
    const spread = Math.sqrt(2 * (0.01 ** 2 + 0.02 ** 2 / 5))
    // t* of a single look at 6 units, and the 80 % quantile of t with 5 degrees of freedom.
    const expected = Math.log(1.05) + ((2.571 + 0.92) * spread) / Math.sqrt(6)
    expect(Math.log1p(reachAt([6])) / expected).toBeGreaterThan(0.8)
    expect(Math.log1p(reachAt([6])) / expected).toBeLessThan(1.2)
  })

  it('is known of every metric that is compared, whether it turns sessions red or not', () => {
    const [session] = drawOutcomes('any', 1, [unchanged], unchangedUnits([unchanged]), {
      looks: LOOK_PROFILES.pr,
      draws: 1,
      settings: {},
    })
    const compared = session!.comparisons.map((each) => [keyOf(each), each.gating])
    expect(rates.places.map((place) => [keyOf(place), place.gating])).toEqual(compared)
    expect(new Set(compared.map(([, gating]) => gating))).toEqual(new Set([true, false]))
    const unknown = rates.places.filter(({ reach }) => reach.length === 0)
    expect(unknown).toEqual([])
  })

  it('shrinks with the units, towards the margin and never below', () => {
    const found = [[2], [4], [8], [16], [30]].map(reachAt)
    expect(found).toEqual(found.toSorted((a, b) => b - a))
    expect(found.at(-1)).toBeGreaterThan(0.05)
    expect(found.at(-1)).toBeLessThan(0.07)
  })
})

describe('what was measured', () => {
  it('must hold unchanged builds', () => {
    const options = { profile: 'pr', draws: 1, settings: {}, onStep: () => undefined } as const
    expect(() => evaluate([SESSIONS[1]!], options)).toThrow('Measure it first')
  })
})
