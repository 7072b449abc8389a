// Every number of the pull request that compares builds, word for word, with the place where we measure the same:
// https://github.com/ActivityWatch/aw-server-rust/pull/615, its performance report, commit messages and follow-up.
import { LIFE_CYCLE, PROCESS } from '../../../harness/metrics/series.ts'
import type { Build, Pair, PrRow } from './pr-row.ts'

const TO_BRANCH: readonly Pair[] = [['master', 'branch']]
/** A printed factor is that of the last pair. */
const BOTH: readonly Pair[] = [['master', 'midpoint'], ...TO_BRANCH]

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
const reads = latencies(READS, 'reads', [
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
const query = latencies(QUERY, 'queries', [
  ['query-1-day', '1 day', ['42.7 ms', '40.1 ms', '12.3 ms'], '3.5×'],
  ['query-1-week', '1 week', ['56.2 ms', '49.4 ms', '19.8 ms'], '2.8×'],
  ['query-1-month', '1 month', ['145.6 ms', '116.3 ms', '62.5 ms'], '2.3×'],
  ['query-1-year', '1 year', ['1074 ms', '783 ms', '497 ms'], '2.2×'],
  ['query-browser-week', 'browser query, 1 week', ['13.0 ms', '11.3 ms', '3.9 ms'], '3.3×'],
  ['query-7-days', '7 × 1-day periods', ['276.7 ms', '269.3 ms', '71.6 ms'], '3.9×'],
])

const CONCURRENCY = { table: 'concurrency', pairs: BOTH, source: 'Concurrency' } as const
const DAYS = { scenario: 'day-queries-8-clients', load: 'clients' } as const
const RANGES = { scenario: 'range-fetches-8-clients', load: 'clients' } as const
const concurrency: readonly PrRow[] = [
  {
    ...CONCURRENCY,
    id: 'day-queries-rate',
    title: 'day-queries, throughput',
    better: 'higher',
    printed: { master: '23.8 req/s', midpoint: '26.2 req/s', branch: '100.1 req/s' },
    factor: '4.2×',
    place: { ...DAYS, metric: 'throughput' },
  },
  {
    ...CONCURRENCY,
    id: 'day-queries-p50',
    title: 'day-queries, p50 latency',
    better: 'lower',
    printed: { master: '336 ms', midpoint: '304 ms', branch: '79 ms' },
    factor: '4.3×',
    place: { ...DAYS, metric: 'p50' },
  },
  {
    ...CONCURRENCY,
    id: 'range-fetches-rate',
    title: 'event-range fetches, throughput',
    better: 'higher',
    printed: { master: '33.4 req/s', midpoint: '33.5 req/s', branch: '121.4 req/s' },
    factor: '3.6×',
    place: { ...RANGES, metric: 'throughput' },
  },
]

const LOAD = { table: 'load', pairs: TO_BRANCH, source: 'Heartbeat latency' } as const
const BEATS = { scenario: 'heartbeats-under-year-queries', load: 'heartbeats' } as const
const load: readonly PrRow[] = [
  {
    ...LOAD,
    id: 'heartbeat-p50',
    title: 'heartbeat p50',
    better: 'lower',
    printed: { master: '994 ms', branch: '0.64 ms' },
    factor: '~1500×',
    place: { ...BEATS, metric: 'response-p50' },
  },
  {
    ...LOAD,
    id: 'heartbeat-p95',
    title: 'heartbeat p95',
    better: 'lower',
    printed: { master: '1012 ms', branch: '72 ms' },
    place: { ...BEATS, metric: 'response-p95' },
  },
  {
    ...LOAD,
    id: 'heartbeats-served',
    title: 'heartbeats served (there in 12 s)',
    better: 'higher',
    printed: { master: '12', branch: '165' },
    place: { ...BEATS, metric: 'served' },
  },
  {
    ...LOAD,
    id: 'queries-completed',
    title: 'queries completed beside them (there in 12 s)',
    better: 'higher',
    printed: { master: '13', branch: '28' },
    place: { ...BEATS, load: 'year-queries', metric: 'served' },
  },
]

const WRITES = {
  table: 'writes',
  better: 'higher',
  pairs: TO_BRANCH,
  source: 'Write throughput',
} as const
const DISTINCT = { scenario: 'heartbeats-distinct', load: 'heartbeats', metric: 'p50' } as const
const writes: readonly PrRow[] = [
  {
    ...WRITES,
    id: 'heartbeats-distinct',
    title: 'distinct-data heartbeats',
    printed: { master: '3988/s', branch: '4085/s' },
    factor: '+2.4%',
    place: DISTINCT,
  },
  {
    ...WRITES,
    id: 'heartbeats-merging',
    title: 'merging heartbeats',
    printed: { master: '4330/s', branch: '4438/s' },
    factor: '+2.5%',
    place: { scenario: 'heartbeats-merging', load: 'heartbeats', metric: 'p50' },
  },
]

const START = {
  table: 'start',
  better: 'lower',
  pairs: TO_BRANCH,
  source: 'Startup / migration',
} as const
const once = (metric: string) => ({ scenario: LIFE_CYCLE, load: PROCESS, metric })
const start: readonly PrRow[] = [
  {
    ...START,
    id: 'first-start',
    title: 'first start, until ready',
    printed: { master: '~0.2 s', branch: '~1.2 s' },
    place: once('ready'),
  },
  {
    ...START,
    id: 'later-starts',
    title: 'later starts, until ready',
    printed: { master: '~0.2 s', branch: '0.07 s' },
    place: once('restart-ready'),
  },
  {
    ...START,
    id: 'index-footprint',
    title: 'bytes of the indexes',
    printed: { master: '29.9 MB', branch: '15.3 MB' },
    factor: '49% reduction',
    place: once('index-bytes'),
  },
  {
    ...START,
    id: 'file-size',
    title: 'bytes of the file, migrated',
    printed: { master: '98 MB', branch: '113 MB' },
    place: once('database-bytes'),
  },
]

const FOLLOW_UP = { table: 'followUp', source: 'follow-up' } as const
const followUp: readonly PrRow[] = [
  {
    ...FOLLOW_UP,
    id: 'keepalive-heartbeats',
    title: 'distinct-data heartbeats',
    better: 'higher',
    printed: { branch: '4085/s', keepalive: '5572/s' },
    pairs: [['branch', 'keepalive']],
    factor: '+36%',
    place: DISTINCT,
    source: 'message of ddd68d4',
  },
  {
    ...FOLLOW_UP,
    id: 'keepalive-small-requests',
    title: 'small requests (ours: `GET /buckets/`)',
    better: 'lower',
    printed: {},
    pairs: [['branch', 'keepalive']],
    factor: '~30% lower',
    place: { scenario: 'buckets-list', load: 'reads', metric: 'p50' },
    source: 'message of ddd68d4',
  },
  {
    ...FOLLOW_UP,
    id: 'wal-heartbeats',
    title: 'distinct-data heartbeats',
    better: 'higher',
    printed: { keepalive: '5,572/s', followup: '5,815/s' },
    pairs: [['keepalive', 'followup']],
    place: DISTINCT,
    source: 'review of dbe2313',
  },
  {
    ...FOLLOW_UP,
    id: 'both-heartbeats',
    title: 'distinct-data heartbeats, both steps',
    better: 'higher',
    printed: { branch: '4085/s', followup: '5,815/s' },
    pairs: [['branch', 'followup']],
    place: DISTINCT,
    source: 'message of ddd68d4 and review of dbe2313',
  },
  {
    ...FOLLOW_UP,
    id: 'file-size-followup',
    title: 'bytes of the file, migrated',
    better: 'lower',
    printed: { master: '98 MB', followup: '98 MB' },
    pairs: [['master', 'followup']],
    place: once('database-bytes'),
    source: 'message of c0bdc9d: byte-identical before and after',
  },
  {
    ...FOLLOW_UP,
    id: 'stop',
    title: 'stop, with idle connections open',
    better: 'lower',
    printed: { followup: '0.05 s' },
    pairs: [],
    place: once('stop'),
    source: 'message of ddd68d4',
  },
  {
    ...FOLLOW_UP,
    id: 'migration',
    title: 'migration',
    better: 'lower',
    printed: { followup: '~0.7 s' },
    pairs: [],
    place: once('migrated'),
    source: 'comment of the follow-up on c0bdc9d',
  },
]

export const NUMBERS: readonly PrRow[] = [
  ...reads,
  ...query,
  ...concurrency,
  ...load,
  ...writes,
  ...start,
  ...followUp,
]
