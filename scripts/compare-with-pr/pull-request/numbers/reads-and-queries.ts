// Its tables of REST reads and of the query endpoint: one latency per row and build.
import type { Build, PrRow } from '../pr-row.ts'
import { BOTH } from './pairs.ts'

/** What rows of a table share. */
type Common = Pick<PrRow, 'table' | 'better' | 'pairs' | 'source'>

const printed = (builds: readonly Build[], values: readonly string[]): PrRow['printed'] =>
  Object.fromEntries(values.map((value, index) => [builds[index]!, value]))

/** Scenario, title, the printed values of master, midpoint and branch, the printed factor. */
type Latency = readonly [scenario: string, title: string, values: readonly string[], factor: string]

const latencies = (common: Common, load: string, rows: readonly Latency[]): readonly PrRow[] =>
  rows.map(([scenario, title, values, factor]) => ({
    ...common,
    id: scenario,
    title,
    printed: printed(['master', 'midpoint', 'branch'], values),
    factor,
    place: { scenario, load, metric: 'p50' },
  }))

const READS = { table: 'reads', better: 'lower', pairs: BOTH, source: 'REST reads' } as const
export const reads = latencies(READS, 'reads', [
  ['buckets-list', '`GET /buckets/`', ['0.24 ms', '0.24 ms', '0.24 ms'], '1.0×'],
  ['events-limit-100', 'events `?limit=100`', ['137.5 ms', '138.5 ms', '0.33 ms'], '417×'],
  ['events-limit-1000', 'events `?limit=1000`', ['201.5 ms', '202.1 ms', '0.97 ms'], '208×'],
  ['events-limit-10000', 'events `?limit=10000`', ['289.3 ms', '291.3 ms', '8.0 ms'], '36×'],
  ['events-1-day', 'events, 1-day range', ['31.1 ms', '30.9 ms', '9.4 ms'], '3.3×'],
  ['events-1-week', 'events, 1-week range', ['37.4 ms', '37.0 ms', '14.1 ms'], '2.7×'],
  ['events-1-month', 'events, 1-month range', ['83.9 ms', '83.4 ms', '36.9 ms'], '2.3×'],
  ['events-mid-week', 'events, mid-history week', ['36.8 ms', '36.6 ms', '9.8 ms'], '3.8×'],
  ['event-count', 'event count (full bucket)', ['30.7 ms', '30.7 ms', '6.9 ms'], '4.5×'],
])

const QUERY = { table: 'query', better: 'lower', pairs: BOTH, source: '/query endpoint' } as const
export const query = latencies(QUERY, 'queries', [
  ['query-1-day', '1 day', ['42.7 ms', '40.1 ms', '12.3 ms'], '3.5×'],
  ['query-1-week', '1 week', ['56.2 ms', '49.4 ms', '19.8 ms'], '2.8×'],
  ['query-1-month', '1 month', ['145.6 ms', '116.3 ms', '62.5 ms'], '2.3×'],
  ['query-1-year', '1 year', ['1074 ms', '783 ms', '497 ms'], '2.2×'],
  ['query-browser-week', 'browser query, 1 week', ['13.0 ms', '11.3 ms', '3.9 ms'], '3.3×'],
  ['query-7-days', '7 × 1-day periods', ['276.7 ms', '269.3 ms', '71.6 ms'], '3.9×'],
])
