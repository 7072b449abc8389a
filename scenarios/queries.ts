// The query endpoint with the query that the ActivityWatch dashboard sends: flood, AFK filter, merge by app.
import { defineScenario } from '../harness/core/scenario.ts'
import type { RequestSpec, Scenario, SnapshotFacts } from '../harness/core/scenario.ts'
import {
  afkBucketOf,
  always,
  api,
  dailyPeriods,
  largestBucket,
  lastDays,
} from './activity-watch.ts'
import type { Window } from './activity-watch.ts'

/** Active window time by app and title, the core of the dashboard's desktop query. */
export function desktopQuery(snapshot: SnapshotFacts, periods: readonly Window[]): RequestSpec {
  const window = largestBucket(snapshot, 'currentwindow')
  const afk = afkBucketOf(snapshot, window)
  return queryRequest(periods, [
    `events = flood(query_bucket(find_bucket("${window.id}")));`,
    `not_afk = flood(query_bucket(find_bucket("${afk.id}")));`,
    'not_afk = filter_keyvals(not_afk, "status", ["not-afk"]);',
    'events = filter_period_intersect(events, not_afk);',
    'titles = sort_by_duration(merge_events_by_keys(events, ["app", "title"]));',
    'apps = sort_by_duration(merge_events_by_keys(titles, ["app"]));',
    'titles = limit_events(titles, 100);',
    'apps = limit_events(apps, 100);',
    'RETURN = {"apps": apps, "titles": titles, "duration": sum_durations(events)};',
  ])
}

/** Time by domain while a browser is in front, as the dashboard's browser tab asks. */
export function browserQuery(snapshot: SnapshotFacts, period: Window): RequestSpec {
  const web = largestBucket(snapshot, 'web.tab.current')
  const afk = afkBucketOf(snapshot, largestBucket(snapshot, 'currentwindow'))
  return queryRequest(
    [period],
    [
      `events = flood(query_bucket("${web.id}"));`,
      `not_afk = filter_keyvals(flood(query_bucket("${afk.id}")), "status", ["not-afk"]);`,
      'events = filter_period_intersect(events, not_afk);',
      'events = split_url_events(events);',
      'domains = sort_by_duration(merge_events_by_keys(events, ["$domain"]));',
      'urls = sort_by_duration(merge_events_by_keys(events, ["url"]));',
      'RETURN = {"domains": limit_events(domains, 100), "urls": limit_events(urls, 100)};',
    ],
  )
}

function queryRequest(periods: readonly Window[], query: readonly string[]): RequestSpec {
  const timeperiods = periods.map(({ start, end }) => `${start}/${end}`)
  return { method: 'POST', path: api('/query/'), body: JSON.stringify({ timeperiods, query }) }
}

function query(
  name: string,
  title: string,
  summary: string,
  request: (snapshot: SnapshotFacts) => RequestSpec,
): Scenario {
  return defineScenario({
    name,
    title,
    table: 'Query',
    summary,
    readOnly: true,
    loads: [
      {
        name: 'queries',
        model: { kind: 'closed', connections: 1 },
        measured: true,
        requests: always(request),
      },
    ],
  })
}

const desktop = (name: string, title: string, days: number) =>
  query(
    `query-${name}`,
    title,
    'The dashboard opened on this range: reading, flooding, intersecting and merging events.',
    (snapshot) => desktopQuery(snapshot, [lastDays(snapshot, days)]),
  )

export const queries: readonly Scenario[] = [
  desktop('1-day', '1 day', 1),
  desktop('1-week', '1 week', 7),
  desktop('1-month', '1 month', 30),
  desktop('1-year', '1 year', 365),
  query(
    'query-browser-week',
    'browser query, 1 week',
    'Many distinct URLs: splitting and merging instead of flooding.',
    (snapshot) => browserQuery(snapshot, lastDays(snapshot, 7)),
  ),
  query(
    'query-7-days',
    '7 × 1-day periods',
    'One request with seven periods, as the week view sends it.',
    (snapshot) => desktopQuery(snapshot, dailyPeriods(snapshot, 7)),
  ),
]
