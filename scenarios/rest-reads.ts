// REST reads, one client after the other: what watchers, the bucket page and the timeline ask.
import { defineScenario } from '../harness/core/scenario.ts'
import type { Scenario, SnapshotFacts } from '../harness/core/scenario.ts'
import { always, api, eventsPath, largestBucket, lastDays, middleDays } from './activity-watch.ts'
import type { Window } from './activity-watch.ts'

const windowBucket = (snapshot: SnapshotFacts) => largestBucket(snapshot, 'currentwindow')

function read(
  name: string,
  title: string,
  summary: string,
  path: (snapshot: SnapshotFacts) => string,
): Scenario {
  return defineScenario({
    name,
    title,
    table: 'REST reads',
    summary,
    readOnly: true,
    loads: [
      {
        name: 'reads',
        model: { kind: 'closed', connections: 1 },
        measured: true,
        requests: always((snapshot) => ({ path: path(snapshot) })),
      },
    ],
  })
}

const limited = (limit: number) =>
  read(
    `events-limit-${limit}`,
    `events \`?limit=${limit}\``,
    `The newest ${limit} events: needs no sort when the index is already in output order.`,
    (snapshot) => eventsPath(windowBucket(snapshot), { limit: String(limit) }),
  )

const ranged = (name: string, title: string, window: (snapshot: SnapshotFacts) => Window) =>
  read(
    name,
    title,
    'A range read: how many index entries are walked to find few rows.',
    (snapshot) => eventsPath(windowBucket(snapshot), { ...window(snapshot) }),
  )

export const restReads: readonly Scenario[] = [
  read('buckets-list', '`GET /buckets/`', 'No database work: the floor of routing and HTTP.', () =>
    api('/buckets/'),
  ),
  limited(100),
  limited(1000),
  limited(10_000),
  ranged('events-1-day', 'events, 1-day range', (snapshot) => lastDays(snapshot, 1)),
  ranged('events-1-week', 'events, 1-week range', (snapshot) => lastDays(snapshot, 7)),
  ranged('events-1-month', 'events, 1-month range', (snapshot) => lastDays(snapshot, 30)),
  ranged('events-mid-week', 'events, mid-history week', (snapshot) => middleDays(snapshot, 7)),
  read(
    'event-count',
    'event count (full bucket)',
    'Counting every event of a bucket: index-only where the index covers it.',
    (snapshot) => api(`/buckets/${encodeURIComponent(windowBucket(snapshot).id)}/events/count`),
  ),
]
