import { expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import { interferenceOf, interferencePairs } from './interference.ts'
import { createView } from './view.ts'

const session = buildSession({
  targets: [{ label: 'master', latencyRatio: { beside: 3 } }, { label: 'branch' }],
  scenarios: [
    { name: 'alone', model: 'open' },
    { name: 'beside', model: 'open', background: 20 },
    { name: 'reads' },
  ],
})
const view = createView(session, judgeSession(session), 'branch', 'session.jsonl')

it('a load alone and beside others are paired by its name', () => {
  expect(interferencePairs(session.header.scenarios)).toEqual([
    { load: 'main', alone: 'alone', beside: 'beside' },
  ])
})

it('the ratio of waits has an interval that holds the truth, for every build', () => {
  const [pair] = interferencePairs(session.header.scenarios)
  // Medians of 1500 µs, three times as long beside others on master; all 600 µs late.
  const truth = { master: (4500 + 600) / (1500 + 600), branch: 1 }
  for (const [label, ratio] of Object.entries(truth)) {
    const { interval } = interferenceOf(view, pair!, 'response-p50', label)
    expect(interval!.low).toBeLessThan(ratio)
    expect(interval!.high).toBeGreaterThan(ratio)
    expect(interval!.high / interval!.low).toBeLessThan(1.2)
  }
})

it('nothing is said of a build whose speed is not judged', () => {
  const comparisons = view.judgement.comparisons.map((each) => ({
    ...each,
    verdict: 'invalid' as const,
  }))
  const doubtful = { ...view, judgement: { ...view.judgement, comparisons } }
  const [pair] = interferencePairs(session.header.scenarios)
  expect(interferenceOf(doubtful, pair!, 'response-p50', 'branch').ratio).toBeUndefined()
  expect(interferenceOf(doubtful, pair!, 'response-p50', 'master').ratio).toBeCloseTo(2.4, 0)
})
