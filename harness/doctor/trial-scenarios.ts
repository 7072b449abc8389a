// What the trial server is asked. Plain data: the load generator reads it from a config file, as it does for sessions.
import type { Scenario } from '../core/scenario.ts'

const base = { table: 'Trial', summary: 'A server that does next to nothing.', readOnly: true }
const EMPTY = [{ path: '/' }] as const
const SEQUENTIAL = { kind: 'closed', connections: 1 } as const

/** Steps of the ladder on which the generator's ceiling is searched. */
export const RATES = [250, 500, 1000, 2000, 4000, 8000] as const

export const LOOPBACK: Scenario = {
  ...base,
  name: 'loopback',
  title: 'An empty answer',
  loads: [{ name: 'requests', model: SEQUENTIAL, measured: true, requests: EMPTY }],
}

/** Not compared byte by byte: the answers of a list that moves on differ by design. */
export const EVENTS: Scenario = {
  ...base,
  readOnly: false,
  name: 'events',
  title: 'A list of events',
  loads: [{ name: 'requests', model: SEQUENTIAL, measured: true, requests: [{ path: '/events' }] }],
}

export function atRate(ratePerSecond: number): Scenario {
  const model = { kind: 'open', ratePerSecond, arrival: 'constant', inFlightMax: 512 } as const
  return {
    ...base,
    name: `rate-${ratePerSecond}`,
    title: `${ratePerSecond} requests/s`,
    loads: [{ name: 'requests', model, measured: true, requests: EMPTY }],
  }
}

export const TRIAL_SCENARIOS: readonly Scenario[] = [LOOPBACK, EVENTS, ...RATES.map(atRate)]
