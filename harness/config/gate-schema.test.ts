import { describe, expect, it } from 'vitest'
import { gateSchema } from './gate-schema.ts'

const complaints = (gate: unknown): readonly string[] => {
  const parsed = gateSchema.safeParse(gate)
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message)
}

describe('the gate of a config', () => {
  it('may be absent: then unclear results warn, and nothing else is asked', () => {
    expect(gateSchema.parse({})).toEqual({
      unclear: 'warn',
      margins: [],
      budgets: [],
      mustBeSame: [],
      exceptions: [],
    })
  })

  it('is written in the words of people', () => {
    const { margins, mustBeSame, exceptions } = gateSchema.parse({
      margins: [
        { scenario: 'events-*', metric: 'p50', margin: '3 %' },
        { metric: 'p99', margin: '20%', gating: true },
      ],
      mustBeSame: [{ scenario: 'buckets-list', metric: 'p*' }],
      exceptions: [
        { scenario: 'import', metric: 'p50', reason: 'synced', until: '2026-12-31', upTo: '20 %' },
      ],
    })
    expect(margins).toEqual([
      { scenario: 'events-*', load: '*', metric: 'p50', marginRatio: 0.03 },
      { scenario: '*', load: '*', metric: 'p99', marginRatio: 0.2, gating: true },
    ])
    expect(mustBeSame).toEqual([
      { scenario: 'buckets-list', load: '*', metric: 'p*', allowFaster: true },
    ])
    expect(exceptions).toMatchObject([{ load: '*', until: '2026-12-31', upToRatio: 0.2 }])
  })

  it.each([
    ['p95 <= 50ms', 'p95 at most 50000 us'],
    ['p50<=331 µs', 'p50 at most 331 us'],
    ['first-answer <= 1.5 s', 'first-answer at most 1500000 us'],
    ['throughput >= 200/s', 'throughput at least 200 perSecond'],
    ['rss <= 300 MB', 'rss at most 300000000 bytes'],
    ['written-per-request <= 4 KiB', 'written-per-request at most 4096 bytes'],
    ['served >= 900', 'served at least 900 count'],
  ])('reads the budget %s', (budget, expected) => {
    const [alone, within] = gateSchema.parse({
      budgets: [budget, { scenario: 'a', budget }],
    }).budgets
    const { metric, bound, limit } = alone!
    expect(`${metric} ${bound} ${Number(limit.amount.toFixed(3))} ${limit.of}`).toBe(expected)
    expect(within).toEqual({ ...alone, scenario: 'a' })
  })

  it.each([
    [{ margins: [{ margin: '3' }] }, 'expected per cent, such as "3 %"'],
    [{ margins: [{ margin: '0 %' }] }, 'expected more than 0 %'],
    [{ margins: [{ metric: 'p50' }] }, 'expected margin, gating or both'],
    [{ budgets: [{ budget: 'p95 < 50ms' }] }, /expected a metric, <= or >=/],
    [{ budgets: [{ budget: 'p95 <= 50 hours' }] }, /expected a metric, <= or >=/],
    [{ budgets: [{ budget: 'p95 <= 0ms' }] }, 'expected a limit above 0'],
    [
      { exceptions: [{ scenario: 'a', metric: 'p50', reason: ' ', until: '2026-12-31' }] },
      'expected a reason that a reader understands',
    ],
    [
      { exceptions: [{ scenario: 'a', metric: 'p50', reason: 'x', until: '2026-02-30' }] },
      'expected a day, such as "2026-12-31"',
    ],
    [{ budget: [] }, /Unrecognized key: "budget"/],
  ])('refuses %j', (gate, message) => {
    const found = complaints(gate).flatMap((text) => [text])
    if (found.length === 1 && found[0] === 'Invalid input')
      expect(JSON.stringify(gateSchema.safeParse(gate).error!.issues)).toMatch(message)
    else expect(found.join('\n')).toMatch(message)
  })
})
