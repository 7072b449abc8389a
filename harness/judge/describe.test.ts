import { describe, expect, it } from 'vitest'
import type { Comparison } from './comparison.ts'
import { describeComparison, describeDetectable, describeVerdict } from './describe.ts'
import { buildSession } from './testing-session.ts'

const { scenarios } = buildSession({
  scenarios: [{ name: 'query-year' }, { name: 'loaded', model: 'open', background: 2 }],
}).header

function comparison(low: number, high: number, changes: Partial<Comparison> = {}): Comparison {
  const value = Math.sqrt(low * high)
  return {
    scenario: 'query-year',
    load: 'main',
    metric: 'p50',
    baseline: 'master',
    candidate: 'branch',
    baselineValue: 100,
    candidateValue: 100 * value,
    change: { value, low, high, confidence: 0.95, units: 6, method: 'clustered-trimmed' },
    verdict: 'same',
    marginRatio: 0.05,
    gating: true,
    detectableRatio: 0.087,
    unitsNeeded: undefined,
    notes: [],
    ...changes,
  }
}

describe('describeComparison', () => {
  it('says by how much something is slower or faster', () => {
    expect(describeComparison(comparison(1.061, 1.083, { verdict: 'slower' }), scenarios)).toBe(
      'p50 of query-year on branch is 6.1 % to 8.3 % slower (6 restarts, beyond the 5 % limit).',
    )
    expect(describeVerdict(comparison(0.8, 0.9, { verdict: 'faster' }))).toBe(
      'is 10.0 % to 20.0 % faster (6 restarts, beyond the 5 % limit).',
    )
  })

  it('speaks in factors from a doubling on', () => {
    expect(describeVerdict(comparison(0.232, 0.256, { verdict: 'faster' }))).toContain(
      '3.9× to 4.3× faster',
    )
    expect(describeVerdict(comparison(150, 417, { verdict: 'slower' }))).toContain(
      '150× to 417× slower',
    )
  })

  it('has words that fit the metric', () => {
    const less = { metric: 'throughput', verdict: 'slower' } as const
    expect(describeVerdict(comparison(0.8, 0.9, less))).toContain('10.0 % to 20.0 % lower')
    const bigger = { scenario: 'life-cycle', metric: 'rss', verdict: 'slower' } as const
    expect(describeComparison(comparison(1.2, 1.3, bigger), scenarios)).toContain(
      'resident memory of branch is 20.0 % to 30.0 % larger',
    )
  })

  it('names the load where a scenario has several', () => {
    const served = { scenario: 'loaded', load: 'background', metric: 'served' }
    expect(describeComparison(comparison(1, 1, served), scenarios)).toMatch(
      /^served of loaded \(background\) on branch /,
    )
  })

  it('tells the same from a real but small change', () => {
    expect(describeVerdict(comparison(0.991, 1.021))).toBe(
      'differs by less than 5 %: −0.9 % to +2.1 %.',
    )
    expect(describeVerdict(comparison(1.006, 1.021))).toBe(
      'has a real but small change, +0.6 % to +2.1 %, inside the 5 % limit.',
    )
    expect(describeVerdict(comparison(1.3, 1.4, { marginRatio: 0.5 }))).toContain('a real change')
  })

  it('never sells unclear as a pass', () => {
    const unclear = { verdict: 'unclear', unitsNeeded: 9 } as const
    expect(describeVerdict(comparison(0.98, 1.063, unclear))).toBe(
      'has not enough evidence: the true change is between −2.0 % and +6.3 %. At the present noise about 9 more restart pairs are needed for ±5 %.',
    )
    expect(
      describeVerdict(comparison(0.98, 1.063, { ...unclear, unitsNeeded: undefined })),
    ).toContain('more restart pairs would hardly decide it')
  })

  it('gives the reason where there is no change to speak of', () => {
    const few = { change: undefined, verdict: 'unclear' } as const
    expect(
      describeVerdict(
        comparison(1, 1, { ...few, notes: [{ code: 'few-units', units: 1, needed: 2 }] }),
      ),
    ).toBe('cannot be judged. Only 1 complete units; intervals need at least 2.')
  })

  it('always knows the smallest change that could have been shown', () => {
    expect(describeDetectable(comparison(1, 1))).toBe(
      'The smallest change this session could have shown is 8.7 %.',
    )
  })
})
