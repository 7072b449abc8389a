// Eight clients at once, as several dashboards or the parallel requests of a timeline: throughput and p50.
import { defineScenario } from '../harness/core/scenario.ts'
import type { RequestSpec, Scenario, SnapshotFacts } from '../harness/core/scenario.ts'
import { always, eventsPath, largestBucket, lastDays } from './activity-watch.ts'
import { desktopQuery } from './queries.ts'

function eightClients(
  name: string,
  title: string,
  summary: string,
  request: (snapshot: SnapshotFacts) => RequestSpec,
): Scenario {
  return defineScenario({
    name,
    title,
    table: 'Concurrency (8 parallel clients)',
    summary,
    readOnly: true,
    loads: [
      {
        name: 'clients',
        model: { kind: 'closed', connections: 8 },
        measured: true,
        requests: always(request),
      },
    ],
  })
}

export const concurrency: readonly Scenario[] = [
  eightClients(
    'day-queries-8-clients',
    'day queries',
    'Do queries run side by side, or one after the other?',
    (snapshot) => desktopQuery(snapshot, [lastDays(snapshot, 1)]),
  ),
  eightClients(
    'range-fetches-8-clients',
    'event-range fetches',
    'The same for plain reads of one day.',
    (snapshot) => ({
      path: eventsPath(largestBucket(snapshot, 'currentwindow'), { ...lastDays(snapshot, 1) }),
    }),
  ),
]
