// Heartbeats as watchers send them, into scratch buckets: alone in sequence (writes), and at a constant
// rate with and without year queries beside them (watcher starvation).
import { defineScenario } from '../harness/core/scenario.ts'
import type { ExpectedRows, Load, RequestStream, Scenario } from '../harness/core/scenario.ts'
import { AFTER_EVERYTHING_MS, always, api, createBucket, lastDays } from './activity-watch.ts'
import { desktopQuery } from './queries.ts'

/** One heartbeat per second of watcher time; `title` decides whether it merges with the one before. */
function heartbeats(bucket: string, title: (index: number) => string): RequestStream {
  return (index) => ({
    method: 'POST',
    path: api(`/buckets/${bucket}/heartbeat?pulsetime=5`),
    body: JSON.stringify({
      timestamp: new Date(AFTER_EVERYTHING_MS + index * 1000).toISOString(),
      duration: 0,
      data: { app: 'editor', title: title(index) },
    }),
  })
}

function sequential(
  name: string,
  title: string,
  summary: string,
  titleOf: (index: number) => string,
  rowsOf: (sent: number) => number,
): Scenario {
  return defineScenario({
    name,
    title,
    table: 'Writes',
    summary,
    readOnly: false,
    prepare: [createBucket(name)],
    expectRows: ({ sent }) => ({ [name]: rowsOf(sent['heartbeats']!) }),
    loads: [
      {
        name: 'heartbeats',
        model: { kind: 'closed', connections: 1 },
        measured: true,
        requests: () => heartbeats(name, titleOf),
      },
    ],
  })
}

/** Three of four heartbeats extend the one before, as a watcher's do while the window stays. */
const watcher = (bucket: string): Load => ({
  name: 'heartbeats',
  model: { kind: 'open', ratePerSecond: 20, arrival: 'constant', inFlightMax: 512 },
  measured: true,
  requests: () => heartbeats(bucket, (index) => `document ${Math.floor(index / 4)}`),
})

/** Requests that overtake each other on their way merge less often, never more. */
const watcherRows = (bucket: string, sent: number): ExpectedRows => ({
  [bucket]: [Math.ceil(sent / 4), sent],
})

export const writes: readonly Scenario[] = [
  sequential(
    'heartbeats-distinct',
    'distinct-data heartbeats',
    'Every heartbeat inserts a row: the full write path.',
    (index) => `document ${index}`,
    (sent) => sent,
  ),
  sequential(
    'heartbeats-merging',
    'merging heartbeats',
    'Every heartbeat extends the last event: the path a watcher takes most of the time.',
    () => 'one document',
    (sent) => Math.min(sent, 1),
  ),
]

export const underLoad: readonly Scenario[] = [
  defineScenario({
    name: 'heartbeats-alone',
    title: 'heartbeats alone, 20/s',
    table: 'Heartbeats under load',
    summary: 'The reference for the next row: the same heartbeats on an otherwise idle server.',
    readOnly: false,
    sliceMs: 1000,
    prepare: [createBucket('heartbeats-alone')],
    expectRows: ({ sent }) => watcherRows('heartbeats-alone', sent['heartbeats']!),
    loads: [watcher('heartbeats-alone')],
  }),
  defineScenario({
    name: 'heartbeats-under-year-queries',
    title: 'heartbeats, 20/s, while year queries run',
    table: 'Heartbeats under load',
    summary: 'Watcher starvation: do small writes wait while a dashboard asks for a year?',
    readOnly: false,
    sliceMs: 1500,
    prepare: [createBucket('heartbeats-under-year-queries')],
    expectRows: ({ sent }) => watcherRows('heartbeats-under-year-queries', sent['heartbeats']!),
    loads: [
      watcher('heartbeats-under-year-queries'),
      {
        name: 'year-queries',
        model: { kind: 'closed', connections: 1 },
        measured: false,
        requests: always((snapshot) => desktopQuery(snapshot, [lastDays(snapshot, 365)])),
      },
    ],
  }),
]
