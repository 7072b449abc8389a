// Its table of eight parallel clients.
import type { PrRow } from '../pr-row.ts'
import { BOTH } from './pairs.ts'

const CONCURRENCY = { table: 'concurrency', pairs: BOTH, source: 'Concurrency' } as const
const DAYS = { scenario: 'day-queries-8-clients', load: 'clients' } as const
const RANGES = { scenario: 'range-fetches-8-clients', load: 'clients' } as const
export const concurrency: readonly PrRow[] = [
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
