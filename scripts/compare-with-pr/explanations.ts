// Why rows of ours say something else than the pull request's. Each is checked against what was measured: a row that
// differs needs one, and one whose row agrees by now has to go.
import type { Explanation } from './check-explanations.ts'

export const EXPLANATIONS: readonly Explanation[] = [
  {
    rows: [
      'events-limit-100: master → branch',
      'events-limit-1000: master → branch',
      'events-limit-10000: master → branch',
    ],
    ours: 'smaller',
    text: 'The same sort of 309,000 rows disappears, but what remains costs more: turning an event into the answer takes our Node server about six times as long as Rust, and the sort only two to three times. The more events are asked for, the more of the factor that eats.',
  },
  {
    rows: ['events-1-week: master → branch'],
    ours: 'larger',
    text: 'Every event that is found costs ours three times as much on master as on branch, since its row is looked up out of order and then sorted; there it hardly matters.',
  },
  {
    rows: [
      'query-1-week: master → branch',
      'query-1-month: master → branch',
      'query-1-year: master → branch',
    ],
    ours: 'larger',
    text: 'The surplus is that of the first half, the copies: see “Half-way” below.',
  },
  {
    rows: [
      'query-1-week: master → midpoint',
      'query-1-month: master → midpoint',
      'query-1-year: master → midpoint',
    ],
    ours: 'larger',
    text: 'Deep copies cost more here. A copied event is several objects for the garbage collector, and master copies once more between threads; in Rust it is a few allocations. Resident memory halves at this step, too.',
  },
  {
    rows: ['heartbeat-p50: master → branch', 'heartbeat-p95: master → branch'],
    ours: 'smaller',
    text: 'There, heartbeats wait only while the database is read, a small part of a year query, whose rest runs on another core. On branch ours reads the year on the very thread that answers HTTP, and all of its threads share one CPU. The pull request’s client also sent its next heartbeat only after an answer, so that few of its heartbeats fell into a read, while ours are due all the time. With the log, in followup, reads move to other threads and the waiting is gone.',
  },
  {
    rows: ['heartbeats-served: master → branch'],
    ours: 'smaller',
    text: 'Ours are due 20 times a second whatever happens, and all are answered in the end, on master late. There, a client that waits for each answer sent 12 in 12 s: one per query. The same starvation, which ours shows as waiting time.',
  },
  {
    rows: ['queries-completed: master → branch'],
    ours: 'smaller',
    text: 'A slice is too short to count queries that take seconds: it holds one or two.',
  },
  {
    rows: ['heartbeats-distinct: master → branch', 'heartbeats-merging: master → branch'],
    ours: 'larger',
    text: 'Compiling a statement costs more from JavaScript: 17 µs with an insert against 4 µs for the insert alone, and a heartbeat needs up to three. There, all that was won is 6 µs of 250.',
  },
  {
    rows: ['first-start: master → branch'],
    ours: 'larger',
    text: 'The pull request took back its 1.2 s: they were the readiness of its HTTP server and not the migration. Ours migrates on a thread of its own and accepts requests meanwhile, while master opens its file on the thread that answers. What a migration costs is in the first answer from the database, which comes later on branch.',
  },
  {
    rows: ['index-footprint: master → branch'],
    ours: 'smaller',
    text: 'The new index is as large here (15.1 MB) as there (15.3 MB), the old ones are not: a golden snapshot’s are written in order and their pages are full, 23.7 MB, and those of a database that grew for a year were about four fifths full, 29.9 MB.',
  },
  {
    rows: ['file-size: master → branch'],
    ours: 'larger',
    text: 'Ours drops the old indexes before it creates the new one, as the follow-up does: the file does not grow.',
  },
  {
    rows: ['both-heartbeats: branch → followup'],
    ours: 'smaller',
    text: 'A connection per request costs the original a third of its rate, ours less. And with the log ours commits every heartbeat before it answers, where the original still answers first and commits in groups: durability takes back a part.',
  },
]
