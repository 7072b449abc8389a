import { describe, expect, it } from 'vitest'
import { alikeTo } from './alike.ts'
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

  it('may lack what is rarely there at all', () => {
    const [first, second] = [named('first', 5, 30), named('second', 5, 30)]
    const without = { ...second, series: second.series.filter(({ metric }) => metric !== 'p95') }
    expect(alikeTo(first, [first, without])).toEqual([first, without])
  })
})
