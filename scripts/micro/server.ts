// Micro benchmarks of the server's store and transforms on the golden snapshot:
//
//   node scripts/micro/server.ts [--snapshot golden.db] [--json]
//
// For finding out where time goes. They say nothing of requests; that is what the harness is for.
import { parseArgs } from 'node:util'
import { bench, group, run } from 'mitata'
import { lastDays, largestBucket, afkBucketOf } from '../../scenarios/activity-watch.ts'
import { desktopQuery } from '../../scenarios/queries.ts'
import { openSnapshotFile } from '../../harness/snapshots/open-snapshot-file.ts'
import { NO_ID } from '../../server/events/columns.ts'
import { runQuery } from '../../server/query/run-query.ts'
import { parsePeriod } from '../../server/query/time-interval.ts'
import { openReader } from '../../server/store/connection.ts'
import { keptBuckets } from '../../server/store/kept-buckets.ts'
import { rangeReader } from '../../server/store/range.ts'
import { statementsOf } from '../../server/store/statements.ts'
import { flood } from '../../server/transforms/flood.ts'
import { mergeByKeys } from '../../server/transforms/merge-by-keys.ts'
import { renderEvents } from '../../server/wire/event-bytes.ts'
import { goldenSnapshot, openGolden } from './golden-database.ts'

const { values } = parseArgs({
  options: { snapshot: { type: 'string' }, json: { type: 'boolean', default: false } },
})
const snapshot = values.snapshot ?? goldenSnapshot()
const facts = (await openSnapshotFile(snapshot, { expect: 'activitywatch' })).facts!
const golden = openGolden(snapshot)
const { store } = golden
const db = openReader(golden.file)
const prepare = statementsOf(db, 'cached')
const longest = store.shared.longest!
const reader = rangeReader(prepare, '5', longest)
const kept = keptBuckets(prepare, longest)
const window = store.bucket(largestBucket(facts, 'currentwindow').id)!

group('read the newest events from SQLite', () => {
  for (const limit of [100n, 10_000n, 309_000n]) {
    bench(`${limit} events`, () => reader.read(window.row, { limit }))
  }
})

group('read what is kept', () => {
  for (const limit of [100n, 10_000n, 309_000n]) {
    bench(`${limit} events`, () => kept.read(window.row, { limit }))
  }
})

const events = reader.read(window.row, {})
group('transforms of 309,000 events', () => {
  bench('flood', () => flood(events))
  bench('merge_events_by_keys app, title', () => mergeByKeys(events, ['app', 'title']))
  bench('render', () => renderEvents(events))
})

store.createBucket(
  {
    id: 'micro',
    type: 'test',
    client: 'micro',
    hostname: 'here',
    data: '{}',
    createdNs: null,
    lastUpdatedNs: null,
  },
  [],
)
const scratch = store.bucket('micro')!
let beats = 0n
const beat = (data: string) => {
  const startNs = 1_900_000_000_000_000_000n + ++beats * 1_000_000_000n
  store.heartbeat(scratch, { id: NO_ID, startNs, endNs: startNs, data }, 2_000_000_000n)
}
group('heartbeat, committed', () => {
  bench('that merges', () => beat('{"app":"a"}'))
  bench('of new data', () => beat(`{"app":"a","title":"${beats}"}`))
})

const request = JSON.parse(desktopQuery(facts, [lastDays(facts, 365)]).body as string) as {
  readonly query: readonly string[]
  readonly timeperiods: readonly string[]
}
const buckets = [window.id, afkBucketOf(facts, largestBucket(facts, 'currentwindow')).id]
const source = {
  readEvents: (id: string, startNs: bigint, endNs: bigint) =>
    kept.read(store.bucket(id)!.row, { startNs, endNs }),
  buckets: () => buckets.map((id) => ({ id, hostname: '' })),
}
const year = {
  program: request.query.join('\n'),
  periods: request.timeperiods.map(parsePeriod),
  source,
  options: { copies: 'move' },
} as const
group('whole query', () => {
  bench('desktop, one year, kept', () => runQuery(year))
})

await run({ format: values.json ? { json: { samples: false, debug: false } } : 'mitata' })
db.close()
await golden.close()
