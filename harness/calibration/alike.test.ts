import { describe, expect, it } from 'vitest'
import { alikeTo } from './alike.ts'
import type { KeptSeries } from './kept-session.ts'
import { fabricateKept } from './testing-sessions.ts'

const named = (name: string, rounds: number, samples: number) =>
  fabricateKept({
    seed: name,
    rounds,
    units: 2,
    scenarios: [{ name: 'buckets-list', samples }],
  })

describe('sessions that lend each other units', () => {
  it('have as many rounds, and as many requests as their percentiles need', () => {
    const [first, second] = [named('first', 5, 30), named('second', 5, 32)]
    const [shorter, fewer] = [named('shorter', 4, 30), named('fewer', 5, 12)]
    const all = [first, second, shorter, fewer]
    expect(alikeTo(first, all)).toEqual([first, second])
    expect(alikeTo(shorter, all)).toEqual([shorter])
    expect(alikeTo(fewer, all)).toEqual([fewer])
  })

  it('may lack what some units of the first lack, too', () => {
    const [first, second] = [named('first', 5, 30), named('second', 5, 30)]
    const without = { ...second, series: second.series.filter(({ metric }) => metric !== 'p95') }
    expect(alikeTo(first, [first, without])).toEqual([first])
    const rare = { ...first, series: first.series.map(withoutUnitOf('p95')) }
    expect(alikeTo(rare, [rare, without])).toEqual([rare, without])
  })
})

/** The metric has no values in the first unit of the first target. */
function withoutUnitOf(metric: string): (series: KeptSeries) => KeptSeries {
  return (series) => {
    const [[label, byUnit] = ['', {}], ...others] = Object.entries(series.values)
    const [, ...units] = Object.entries(byUnit)
    const values = Object.fromEntries([[label, Object.fromEntries(units)], ...others])
    return series.metric === metric ? { ...series, values } : series
  }
}
