import { describe, expect, it } from 'vitest'
import { EXIT } from '../core/errors.ts'
import type { Session } from '../results/schema.ts'
import type { Comparison, Judgement } from './comparison.ts'
import { judgeSession } from './judge.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions } from './testing-session.ts'

const SCENARIO = 'events-limit-1000'

function judged(latencyRatio: number, options: SyntheticOptions = {}): Judgement {
  const targets = [{ label: 'master' }, { label: 'branch', latencyRatio }]
  return judgeSession(buildSession({ targets, ...options }))
}

function find(judgement: Judgement, metric: string, scenario = SCENARIO): Comparison {
  const found = judgement.comparisons.find(
    (comparison) => comparison.metric === metric && comparison.scenario === scenario,
  )
  expect(found, `${metric} of ${scenario}`).toBeDefined()
  return found!
}

describe('known truths', () => {
  it('calls unchanged builds neither slower nor faster in 199 of 200 sessions', () => {
    const options = { rounds: 5, scenarios: [{ name: SCENARIO, samples: 30 }] }
    let wrong = 0
    for (let index = 0; index < 200; index++) {
      const { comparisons, exitCode } = judged(1, { ...options, seed: `same ${index}` })
      const gating = comparisons.filter((comparison) => comparison.gating)
      if (gating.some(({ verdict }) => verdict === 'slower' || verdict === 'faster')) wrong++
      expect(exitCode).toBe(EXIT.pass)
    }
    expect(wrong).toBeLessThanOrEqual(1)
  })

  it('calls a build that is 20 % slower a regression', () => {
    const judgement = judged(1.2)
    expect(find(judgement, 'p50')).toMatchObject({ verdict: 'slower', gating: true, notes: [] })
    const { low, high } = find(judgement, 'p50').change!
    expect(low).toBeLessThan(1.2)
    expect(high).toBeGreaterThan(1.2)
    expect(judgement.exitCode).toBe(EXIT.regression)
    expect(judgement.findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^p50 of events-limit-1000 on branch is 1\d\.\d % to 2\d\.\d % slower \(6 restarts, beyond the 5 % limit\)\.$/,
      ),
    )
  })

  it('calls half the latency faster and passes', () => {
    const judgement = judged(0.5)
    expect(find(judgement, 'p50').verdict).toBe('faster')
    expect(find(judgement, 'p95').verdict).toBe('faster')
    expect(judgement.exitCode).toBe(EXIT.pass)
    expect(judgement.findings).toEqual([])
  })

  it('leaves a change near the limit unclear and says how many more units it takes', () => {
    const comparison = find(judged(1.04, { noise: { round: 0.1 } }), 'p50')
    expect(comparison.verdict).toBe('unclear')
    expect(comparison.unitsNeeded).toBeGreaterThan(0)
    expect(comparison.detectableRatio).toBeGreaterThan(0.05)
  })

  it('gives the same judgement for the same session', () => {
    const session = buildSession()
    expect(judgeSession(session)).toEqual(judgeSession(session))
  })

  it('judges against stricter margins where asked', () => {
    const session = buildSession({ noise: { unit: 0.001, round: 0.01, request: 0.02 } })
    const strict = judgeSession(session, { marginRatios: { p50: 0.0001 } })
    expect(find(judgeSession(session), 'p50').verdict).toBe('same')
    expect(find(strict, 'p50')).toMatchObject({ verdict: 'unclear', marginRatio: 0.0001 })
  })
})

describe('directions and kinds of load', () => {
  const concurrent = [{ name: SCENARIO, model: 'concurrent', samples: 60 }] as const

  it('calls lower throughput slower while the change stays candidate / baseline', () => {
    const comparison = find(judged(1.5, { scenarios: concurrent }), 'throughput')
    expect(comparison.verdict).toBe('slower')
    expect(comparison.change!.value).toBeCloseTo(1 / 1.5, 1)
    expect(find(judged(0.5, { scenarios: concurrent }), 'throughput').verdict).toBe('faster')
  })

  it('gates p10 only for one client, and knows no throughput of one', () => {
    const metrics = judged(1, { scenarios: concurrent }).comparisons.map(({ metric }) => metric)
    expect(metrics).not.toContain('p10')
    expect(judged(1).comparisons.map(({ metric }) => metric)).not.toContain('throughput')
  })

  it('alarms on waits of open loads only beyond half as much again', () => {
    const scenarios = [{ name: SCENARIO, model: 'open', medianUs: 20_000 }] as const
    expect(find(judged(1.3, { scenarios }), 'response-p50').verdict).toBe('same')
    const doubled = judged(2.5, { scenarios })
    expect(find(doubled, 'response-p50').verdict).toBe('slower')
    expect(doubled.exitCode).toBe(EXIT.regression)
  })

  it('counts what a background load completed', () => {
    const scenarios = [{ name: SCENARIO, model: 'open', background: 12 }] as const
    const judgement = judged(2, { scenarios })
    expect(
      judgement.comparisons.filter(({ load }) => load === 'background').map(({ metric }) => metric),
    ).toEqual(['served'])
    const served = judgement.comparisons.find(({ load }) => load === 'background')!
    expect(served).toMatchObject({ verdict: 'slower', gating: false })
    expect(Math.round(served.baselineValue! / 10)).toBe(12)
    expect(judgement.findings).toContainEqual(
      expect.objectContaining({ rule: 'regression', severity: 'warn' }),
    )
  })

  it('judges slices of two requests by whole units', () => {
    const comparison = find(judged(1.3, { scenarios: [{ name: SCENARIO, samples: 2 }] }), 'p50')
    expect(comparison.verdict).toBe('slower')
    expect(comparison.change!.units).toBe(6)
  })

  it('judges the life cycle by one value per restart, without gating', () => {
    const judgement = judged(1.6)
    const ready = find(judgement, 'ready', 'life-cycle')
    expect(ready).toMatchObject({ load: 'process', verdict: 'slower', gating: false })
    expect(ready.change!.method).toBe('hodges-lehmann')
    expect(find(judged(1.6, { units: 4 }), 'ready', 'life-cycle').change!.method).toBe(
      'clustered-trimmed',
    )
  })

  it('takes a difference below the floor for the same, whatever its ratio', () => {
    // A stop of 50 ms that takes 60: +20 %, but less than 20 ms.
    const stop = find(judged(1.2), 'stop', 'life-cycle')
    expect(stop.verdict).toBe('same')
    expect(stop.marginRatio).toBeGreaterThan(0.3)
  })
})

describe('what counts', () => {
  it('leaves void units out', () => {
    const judgement = judged(1.2, { voidUnits: [0, 3] })
    expect(find(judgement, 'p50').change!.units).toBe(4)
    expect(find(judgement, 'ready', 'life-cycle').change!.units).toBe(4)
  })

  it('says that nothing can be compared with a single unit', () => {
    const judgement = judged(2, { units: 1 })
    expect(find(judgement, 'p50')).toMatchObject({
      verdict: 'unclear',
      change: undefined,
      notes: [{ code: 'few-units', units: 1, needed: 2 }],
    })
    expect(judgement.exitCode).toBe(EXIT.nothingMeasured)
  })

  it('drops a unit with failed requests for every target and says so', () => {
    const failures = [{ unit: 1, scenario: SCENARIO, target: 'branch' }]
    const targets = [{ label: 'master' }, { label: 'branch' }, { label: 'other' }]
    const judgement = judgeSession(buildSession({ targets, failures }))
    for (const comparison of judgement.comparisons.filter(({ metric }) => metric === 'p50')) {
      expect(comparison.change!.units).toBe(5)
      expect(comparison.notes.map(({ code }) => code)).toEqual(
        comparison.candidate === 'branch' ? ['failed-requests'] : [],
      )
    }
  })

  it('sets a target aside that fails in most units, and judges the others with all of theirs', () => {
    const failures = [0, 1, 2, 3].map((unit) => ({ unit, scenario: SCENARIO, target: 'branch' }))
    const targets = [{ label: 'master' }, { label: 'branch' }, { label: 'other' }]
    const judgement = judgeSession(buildSession({ targets, failures }))
    const [branch, other] = judgement.comparisons.filter(({ metric }) => metric === 'p50')
    expect(branch).toMatchObject({ verdict: 'invalid', change: undefined })
    expect(other!.change!.units).toBe(6)
    expect(judgement.exitCode).toBe(EXIT.invalid)
  })

  it('leaves out a unit that lacks a round', () => {
    const session = buildSession()
    const [first, ...rest] = session.units
    const cut: Session = {
      ...session,
      units: [{ ...first!, slices: first!.slices.slice(1) }, ...rest],
    }
    expect(find(judgeSession(cut), 'p50').change!.units).toBe(5)
  })

  it('does not judge a build that answers differently, and ends with 4', () => {
    const wrong = {
      scenario: SCENARIO,
      target: 'branch',
      state: 'different',
      digest: 'ab',
      bytes: 2,
    }
    const judgement = judged(1.5, { answers: [wrong as Session['header']['answers'][number]] })
    expect(find(judgement, 'p50')).toMatchObject({ verdict: 'invalid', change: undefined })
    expect(find(judgement, 'p50').notes.map(({ code }) => code)).toEqual(['answers-differ'])
    expect(find(judgement, 'p50').baselineValue).toBeGreaterThan(0)
    expect(find(judgement, 'ready', 'life-cycle').verdict).not.toBe('invalid')
    expect(judgement.exitCode).toBe(EXIT.wrongAnswers)
  })

  it('compares every candidate with the one baseline', () => {
    const targets = ['master', 'midpoint', 'branch'].map((label) => ({ label }))
    const { comparisons } = judgeSession(buildSession({ targets }))
    expect(new Set(comparisons.map(({ baseline }) => baseline))).toEqual(new Set(['master']))
    expect(new Set(comparisons.map(({ candidate }) => candidate))).toEqual(
      new Set(['midpoint', 'branch']),
    )
  })
})
