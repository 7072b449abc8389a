import { expect, it } from 'vitest'
import { createRandom } from '../harness/core/random.ts'
import { openStream } from '../harness/core/scenario.ts'
import type { Scenario } from '../harness/core/scenario.ts'
import { activityWatchScenarios } from './index.ts'

const named = (name: string): Scenario => activityWatchScenarios.find((one) => one.name === name)!

it('has a row for everything a report on this API asks about, each with its reason', () => {
  const tables = Map.groupBy(activityWatchScenarios, ({ table }) => table)
  const lines = [...tables].flatMap(([table, rows]) =>
    [table].concat(rows.map(({ name, title }) => `  ${name}: ${title}`)),
  )
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "REST reads
      buckets-list: \`GET /buckets/\`
      events-limit-100: events \`?limit=100\`
      events-limit-1000: events \`?limit=1000\`
      events-limit-10000: events \`?limit=10000\`
      events-1-day: events, 1-day range
      events-1-week: events, 1-week range
      events-1-month: events, 1-month range
      events-mid-week: events, mid-history week
      event-count: event count (full bucket)
    Query
      query-1-day: 1 day
      query-1-week: 1 week
      query-1-month: 1 month
      query-1-year: 1 year
      query-browser-week: browser query, 1 week
      query-7-days: 7 × 1-day periods
    Concurrency (8 parallel clients)
      day-queries-8-clients: day queries
      range-fetches-8-clients: event-range fetches
    Heartbeats under load
      heartbeats-alone: heartbeats alone, 20/s
      heartbeats-under-year-queries: heartbeats, 20/s, while year queries run
    Watchers of two computers, a day 60 times as fast
      watcher-day-alone: heartbeats alone
      watcher-day: heartbeats while a dashboard refreshes, twice a second
    Writes
      heartbeats-distinct: distinct-data heartbeats
      heartbeats-merging: merging heartbeats
      bulk-insert: bulk insert, 100 events a request
      import: import of a bucket with 1,000 events"
  `)
  for (const { summary } of activityWatchScenarios) expect(summary).toMatch(/^.{20,100}[.?]$/)
})

it('tells of every scenario that writes which rows it leaves', () => {
  const silent = activityWatchScenarios.filter(
    ({ readOnly, expectRows }) => !readOnly && !expectRows,
  )
  expect(silent).toEqual([])
})

it('replays a day in the order of its heartbeats, none of them at the same time as another', () => {
  const { model } = named('watcher-day').loads[0]!
  if (model.kind !== 'open' || model.arrival !== 'recorded') throw new Error('expected a recording')
  const { offsetsMs, periodMs, speed } = model
  const apartMs = offsetsMs.slice(1).map((atMs, index) => (atMs - offsetsMs[index]!) / speed!)
  expect(Math.min(...apartMs)).toBeCloseTo(2, 6)
  expect(offsetsMs.at(-1)!).toBeLessThan(periodMs)
})

it('imports a bucket of its own with each request, and counts its rows', () => {
  const { loads, expectRows } = named('import')
  const stream = openStream(loads[0]!.requests, {
    snapshot: undefined,
    random: createRandom('imports'),
  })
  const files = [0, 1].map((index) => {
    const { buckets } = JSON.parse(stream(index).body!) as {
      buckets: Record<string, { id: string; events: { id?: number }[] }>
    }
    return Object.entries(buckets)[0]!
  })
  expect(files.map(([id]) => id)).toEqual(['import-0', 'import-1'])
  expect(files.map(([, bucket]) => bucket.id)).toEqual(['import-0', 'import-1'])
  expect(files[0]![1].events.filter(({ id }) => id !== undefined)).toEqual([])
  const sent = { snapshot: undefined, sent: { imports: 2 }, ranges: { imports: [[0, 2]] as const } }
  expect(expectRows!(sent)).toEqual(
    Object.fromEntries(files.map(([id, { events }]) => [id, events.length])),
  )
})
