import { describe, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { resolveGate } from './resolve-gate.ts'

const SCENARIOS = [
  { name: 'items', requests: [{ path: '/items' }] },
  { name: 'search', requests: [{ path: '/search' }], connections: 8 },
]

const resolve = (gate: object) => {
  const config = parseConfig('FILE', { start: ['node'], scenarios: SCENARIOS, gate })
  return resolveGate({ file: 'FILE', directory: '/', config })
}

describe('rules that hold for nothing are refused before anything is built', () => {
  it('but those that may hold are taken as they are', () => {
    const { budgets } = resolve({
      budgets: ['p95 <= 50ms', 'ready <= 2 s', { scenario: 'life-cycle', budget: 'rss <= 1 GB' }],
      margins: [{ scenario: 'sea*', load: 'requests', metric: 'throughput', margin: '3 %' }],
    })
    expect(budgets.map(({ metric }) => metric)).toEqual(['p95', 'ready', 'rss'])
  })

  it('all of them at once, each with its place and what was expected', () => {
    const wrong = () =>
      resolve({
        margins: [{ scenario: 'itms', metric: 'p50', margin: '3 %' }],
        budgets: ['p95 <= 50 MB', 'throughput <= 200/s', 'p59 <= 1 s'],
        mustBeSame: [{ scenario: 'items', load: 'reads', metric: 'p*' }],
        exceptions: [{ scenario: '*', metric: 'latency', reason: 'because', until: '2026-12-31' }],
      })
    expect(wrong).toThrowErrorMatchingInlineSnapshot(`
      [UsageError: FILE has rules in its gate that cannot hold:
        gate.margins.0.scenario: expected one of items, search, life-cycle, got "itms"
        gate.budgets.2.metric: expected one of p50, p10, p95, p99, throughput, response-p50, response-p95, response-p99, service-p50, served, cpu-per-request, written-per-request, switches-per-request, ready, first-answer, migrated, restart-ready, restart-first-answer, stop, rss, database-bytes, index-bytes, got "p59"
        gate.mustBeSame.0.load: expected one of requests, got "reads"
        gate.exceptions.0.metric: expected one of p50, p10, p95, p99, throughput, response-p50, response-p95, response-p99, service-p50, served, cpu-per-request, written-per-request, switches-per-request, ready, first-answer, migrated, restart-ready, restart-first-answer, stop, rss, database-bytes, index-bytes, got "latency"
        gate.budgets.0: expected a time such as 50 ms for p95, got another unit
        gate.budgets.1: throughput is better when higher, so expected >=]
    `)
  })
})
