import { describe, expect, it } from 'vitest'
import type { Comparison } from '../judge/comparison.ts'
import { findMetric } from '../metrics/catalogue.ts'
import { describeChange, directionWord, verdictMark } from './change.ts'
import { buildReportJudgement } from './testing-report.ts'

const [template] = buildReportJudgement().comparisons

function comparisonOf(value: number, spread: number): Comparison {
  const change = { ...template!.change!, value, low: value / spread, high: value * spread }
  return { ...template!, change, verdict: 'unclear' }
}

describe('changes in words', () => {
  it('are factors of at least one from two times upwards, with the interval the same way round', () => {
    const p50 = findMetric('p50')
    expect(describeChange(comparisonOf(1 / 417, 1.06), p50)).toBe('417× faster [393×, 442×]')
    expect(describeChange(comparisonOf(3, 1.1), p50)).toBe('3.00× slower [2.73×, 3.30×]')
    expect(describeChange(comparisonOf(4.2, 1.1), findMetric('throughput'))).toBe(
      '4.20× faster [3.82×, 4.62×]',
    )
  })

  it('are signed percentages below', () => {
    expect(describeChange(comparisonOf(1.031, 1.036), findMetric('p50'))).toBe(
      '+3.1 % [−0.5 %, +6.8 %]',
    )
  })

  it('are withheld where the comparison is invalid', () => {
    const invalid: Comparison = { ...comparisonOf(0.5, 1.1), verdict: 'invalid' }
    expect(describeChange(invalid, findMetric('p50'))).toBe('not judged')
  })

  it('say that there is no interval instead of making one up', () => {
    const single: Comparison = {
      ...template!,
      change: undefined,
      verdict: 'unclear',
      baselineValue: 1000,
      candidateValue: 100,
    }
    expect(describeChange(single, findMetric('p50'))).toBe('10.0× faster, no interval')
    expect(describeChange({ ...single, candidateValue: 0 }, findMetric('served'))).toBe(
      'no ratio with zero',
    )
    expect(describeChange({ ...single, candidateValue: undefined }, findMetric('p50'))).toBe(
      'not measured',
    )
  })

  it('use the words of the metric', () => {
    expect(directionWord(0.5, findMetric('rss'))).toBe('smaller')
    expect(directionWord(2, findMetric('served'))).toBe('more')
    expect(verdictMark('slower', findMetric('rss'))).toMatchObject({ word: 'larger' })
    expect(verdictMark('faster', findMetric('cpu-per-request'))).toMatchObject({ word: 'lower' })
    expect(verdictMark('slower', findMetric('served'))).toMatchObject({ word: 'fewer' })
    expect(verdictMark('faster', findMetric('throughput'))).toMatchObject({ word: 'faster' })
    expect(verdictMark('same', findMetric('rss'))).toMatchObject({ word: 'same' })
  })
})
