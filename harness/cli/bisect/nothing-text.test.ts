import { describe, expect, it } from 'vitest'
import type { Ends } from '../../bisect/record.ts'
import type { Bisection } from './bisection.ts'
import { nothingLines, unclearLines } from './nothing-text.ts'

const ENDS: Ends = { kind: 'ends', verdict: 'same', risk: 0.01, units: 6, durationMs: 1 }

function bisection(metric: string, ends: Partial<Ends>, marginRatio?: number): Bisection {
  const subject = { scenario: 'items', load: 'requests', metric, find: 'slower' }
  const record = { asked: { subject, marginRatio }, ends: { ...ENDS, ...ends }, tried: [] }
  return { record } as unknown as Bisection
}

const told = (...asked: Parameters<typeof bisection>) => nothingLines(bisection(...asked)).join(' ')

describe('ends that are the same', () => {
  it('are so within the margin of the metric, or within what was asked for instead', () => {
    expect(told('p50', { marginRatio: 0.05 })).toBe(
      'head is the same as base within ±5.0 % in p50 of items. There is no slower commit to search for. A smaller change can be searched for with --margin.',
    )
    expect(told('p50', { marginRatio: 0.03 }, 0.03)).toContain('within ±3.0 %')
  })

  it('are so within the floor where that is wider, against which --margin does not help', () => {
    const text = told('ready', { marginRatio: 0.2 }, 0.03)
    expect(text).toContain('the same as base within ±20.0 % in ready')
    expect(text).toContain('Differences of ready below 20.0 ms never count, which are ±20.0 % here')
    expect(text).not.toContain('--margin')
  })

  it('of older records are told with the margin that was asked for', () => {
    expect(told('ready', {})).toContain('within ±10.0 %')
  })
})

describe('ends that are unclear', () => {
  const advice = (ends: Partial<Ends>) =>
    unclearLines(bisection('p50', { verdict: 'unclear', ...ends }))[1]

  it('may be told by more units, but not where nothing was recorded', () => {
    expect(advice({})).toContain('Measure longer')
    expect(advice({ reason: 'not-recorded' })).toMatch(/^No number of units would tell/)
  })
})
