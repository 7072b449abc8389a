// Its tables of heartbeats: their latency under load, and how many are written.
import type { PrRow } from '../pr-row.ts'
import { DISTINCT, TO_BRANCH } from './pairs.ts'

const LOAD = { table: 'load', pairs: TO_BRANCH, source: 'Heartbeat latency' } as const
const BEATS = { scenario: 'heartbeats-under-year-queries', load: 'heartbeats' } as const
export const load: readonly PrRow[] = [
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
export const writes: readonly PrRow[] = [
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
