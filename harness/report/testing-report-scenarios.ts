// The scenarios of the hand-written session of report tests: one of each kind.
import type { ScenarioInfo } from '../results/schema.ts'

const READS = { name: 'reads', measured: true, model: 'sequential' } as const
const HEARTBEATS = { name: 'heartbeats', measured: true, model: 'open', ratePerSecond: 83 } as const

export const SCENARIOS: readonly ScenarioInfo[] = [
  scenario('buckets-list', '`GET /buckets/`', 'REST reads (sequential)', READS),
  scenario('events-limit-100', 'events `?limit=100`', 'REST reads (sequential)', READS),
  scenario('events-month', 'events, 1 month', 'REST reads (sequential)', READS),
  scenario('query-year', 'desktop, 1 year', 'Query (sequential)', { ...READS, name: 'queries' }),
  scenario('day-queries-8', 'day queries, 8 clients', 'Concurrency', {
    name: 'clients',
    measured: true,
    model: 'concurrent',
    connections: 8,
  }),
  scenario('heartbeats-alone', 'heartbeats alone', 'Under load', HEARTBEATS),
  scenario('heartbeats-loaded', 'heartbeats beside year queries', 'Under load', HEARTBEATS, {
    name: 'year queries',
    measured: false,
    model: 'sequential',
  }),
  scenario('merging-heartbeats', 'merging heartbeats', 'Writes', { ...READS, name: 'writes' }),
  scenario('import', 'import', 'Writes', { ...READS, name: 'writes' }),
]

function scenario(
  name: string,
  title: string,
  table: string,
  ...loads: ScenarioInfo['loads']
): ScenarioInfo {
  const readOnly = table !== 'Writes' && table !== 'Under load'
  return { name, title, table, summary: `Why ${name} exists.`, readOnly, loads }
}
