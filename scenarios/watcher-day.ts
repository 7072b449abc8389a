// A working day of the watchers of two computers, replayed fast: alone, and while a dashboard refreshes.
import { defineScenario } from '../harness/core/scenario.ts'
import type { Load, RequestContext, Scenario } from '../harness/core/scenario.ts'
import { api, dailyPeriods, lastDays, snapshotOf } from './activity-watch.ts'
import { browserQuery, desktopQuery } from './queries.ts'
import { recordFleet } from './watcher-fleet.ts'

/** A minute of the day passes in a second. */
const SPEED = 60

/** Below 100 requests: p99 of one slice would be its worst request or the load generator's; units have enough. */
const SLICE_MS = 1000

/**
 * Between two heartbeats at least, as they are sent. Ten programs send at once what comes within a few milliseconds;
 * made 60 times as fast that is a burst, for which one load generator would be the limit.
 */
const APART_MS = 2

/** Two refreshes a second, whatever they take: as a closed load the fastest build would have the most to do beside. */
const DASHBOARD = {
  kind: 'open',
  arrival: 'constant',
  ratePerSecond: 8,
  /** As many connections as browsers open to a host. */
  inFlightMax: 6,
} as const

const fleet = recordFleet()

const watchers = (scenario: string): Load => ({
  name: 'watchers',
  model: {
    kind: 'open',
    arrival: 'recorded',
    offsetsMs: spread(fleet.beats.map(({ atMs }) => atMs)),
    periodMs: fleet.periodMs,
    speed: SPEED,
    inFlightMax: 1024,
  },
  measured: true,
  requests: () => fleet.heartbeats(scenario),
})

/** The same times where they are apart, else later. */
function spread(timesMs: readonly number[]): number[] {
  let next = 0
  return timesMs.map((timeMs) => {
    const atMs = Math.min(Math.max(timeMs, next), fleet.periodMs - 1)
    next = atMs + APART_MS * SPEED
    return atMs
  })
}

/** What the activity view asks when it is opened or refreshed: the day, its browser, the week beside it. */
function dashboard(context: RequestContext) {
  const snapshot = snapshotOf(context)
  const requests = [
    { path: api('/buckets/') },
    desktopQuery(snapshot, [lastDays(snapshot, 1)]),
    browserQuery(snapshot, lastDays(snapshot, 1)),
    desktopQuery(snapshot, dailyPeriods(snapshot, 7)),
  ]
  return (index: number) => requests[index % requests.length]!
}

function watcherDay(
  name: string,
  title: string,
  summary: string,
  beside: readonly Load[],
): Scenario {
  return defineScenario({
    name,
    title,
    table: `Watchers of two computers, a day ${SPEED} times as fast`,
    summary,
    readOnly: false,
    sliceMs: SLICE_MS,
    prepare: fleet.prepare(name),
    expectRows: ({ ranges }) => fleet.rows(name, ranges['watchers']!),
    loads: [watchers(name), ...beside],
  })
}

export const watcherDays: readonly Scenario[] = [
  watcherDay(
    'watcher-day-alone',
    'heartbeats alone',
    'The reference for the next row: real intervals, phases and pulsetimes on an otherwise idle server.',
    [],
  ),
  watcherDay(
    'watcher-day',
    'heartbeats while a dashboard refreshes, twice a second',
    'Everyday use: does looking at the day delay the watchers that record it?',
    [
      {
        name: 'dashboard',
        model: DASHBOARD,
        measured: false,
        requests: dashboard,
      },
    ],
  ),
]
