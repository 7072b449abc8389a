// What the web UI asks when its pages are opened, in its order and spelling.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../test-server.ts'

const HOST = 'desk'
const WINDOW = `aw-watcher-window_${HOST}`
const AFK = `aw-watcher-afk_${HOST}`
const WEB = `aw-watcher-web-chrome_${HOST}`
/** The day of the page begins at four in the morning, in the zone of the browser. */
const DAY = '2026-07-01T04:00:00+02:00/2026-07-02T04:00:00+02:00'
const at = (minutes: number) => new Date(Date.UTC(2026, 6, 1, 8) + minutes * 60_000).toISOString()

const RULES = JSON.stringify([
  [['Work'], { type: 'regex', regex: 'Docs|Sheets' }],
  [['Work', 'Code'], { type: 'regex', regex: 'vim|\\bgit\\b', ignore_case: true }],
  [['Media'], { type: 'none' }],
]).replaceAll('\\\\', '\\')

/** §5.1 and §5.2 of the specification, one statement an element. */
const DESKTOP = [
  `events = flood(query_bucket(find_bucket("${WINDOW}")));`,
  `not_afk = flood(query_bucket(find_bucket("${AFK}")));`,
  'not_afk = filter_keyvals(not_afk, "status", ["not-afk"]);',
  'always = filter_keyvals_regex(events, "app", "zoom|meet");',
  'not_afk = period_union(not_afk, always);',
  'browser_events = [];',
  `chrome = flood(query_bucket("${WEB}"));`,
  'window_chrome = filter_keyvals(events, "app", ["com.google.Chrome", "org.chromium.Chromium"]);',
  'window_regex = filter_keyvals_regex(events, "app", "(?i)^(google[-_ ]?chrome|chrome|chromium)");',
  'window_chrome = sort_by_timestamp(concat(window_chrome, window_regex));',
  'chrome = filter_period_intersect(chrome, window_chrome);',
  'chrome = split_url_events(chrome);',
  'browser_events = concat(browser_events, chrome);',
  'browser_events = sort_by_timestamp(browser_events);',
  'audible_events = filter_keyvals(browser_events, "audible", [true]);',
  'not_afk = period_union(not_afk, audible_events);',
  'events = filter_period_intersect(events, not_afk);',
  'stopwatch_events = query_bucket("aw-stopwatch");',
  'events = union_no_overlap(stopwatch_events, events);',
  `events = categorize(events, ${RULES});`,
  'events = filter_keyvals(events, "$category", [["Work","Code"],["Uncategorized"]]);',
  'title_events = sort_by_duration(merge_events_by_keys(events, ["app", "title"]));',
  'app_events = sort_by_duration(merge_events_by_keys(title_events, ["app"]));',
  'cat_events = sort_by_duration(merge_events_by_keys(events, ["$category"]));',
  'app_events = limit_events(app_events, 100);',
  'title_events = limit_events(title_events, 100);',
  'duration = sum_durations(events);',
  'browser_events = split_url_events(browser_events);',
  'browser_urls = limit_events(sort_by_duration(merge_events_by_keys(browser_events, ["url"])), 100);',
  'browser_domains = limit_events(sort_by_duration(merge_events_by_keys(browser_events, ["$domain"])), 100);',
  'browser_titles = limit_events(sort_by_duration(merge_events_by_keys(browser_events, ["title"])), 100);',
  'browser_duration = sum_durations(browser_events);',
  'stopwatch_events = limit_events(sort_by_duration(merge_events_by_keys(stopwatch_events, ["label"])), 100);',
  'RETURN = {"window": {"app_events": app_events, "title_events": title_events, "cat_events": cat_events, "active_events": not_afk, "duration": duration}, "browser": {"domains": browser_domains, "urls": browser_urls, "titles": browser_titles, "duration": browser_duration}, "stopwatch": {"stopwatch_events": stopwatch_events}};',
]

type Events = readonly object[]

interface DesktopAnswer {
  readonly window: {
    readonly app_events: Events
    readonly cat_events: Events
    readonly active_events: Events
    readonly duration: number
  }
  readonly browser: {
    readonly domains: Events
    readonly urls: Events
    readonly titles: Events
    readonly duration: number
  }
  readonly stopwatch: { readonly stopwatch_events: Events }
}

let server: TestServer

async function fill(id: string, type: string, events: readonly object[]): Promise<void> {
  const bucket = { type, client: 'test', hostname: HOST }
  expect((await server.ask('POST', `/buckets/${id}`, bucket)).status).toBe(200)
  expect((await server.ask('POST', `/buckets/${id}/events`, events)).status).toBe(200)
}

const span = (from: number, minutes: number, data: object) => ({
  timestamp: at(from),
  duration: minutes * 60,
  data,
})

beforeAll(async () => {
  server = await startTestServer()
  await fill(WINDOW, 'currentwindow', [
    span(0, 30, { app: 'vim', title: 'server.ts' }),
    span(30, 30, { app: 'Google-chrome', title: 'Example' }),
    span(60, 30, { app: 'Libre', title: 'Sheets of paper' }),
  ])
  await fill(AFK, 'afkstatus', [
    span(0, 20, { status: 'not-afk' }),
    span(20, 20, { status: 'afk' }),
    span(40, 60, { status: 'not-afk' }),
  ])
  const page = { title: 'Example', audible: true, incognito: false, tabCount: 1 }
  await fill(WEB, 'web.tab.current', [
    span(30, 10, { url: 'https://www.example.com/a?b=c', ...page }),
  ])
  await fill('aw-stopwatch', 'general.stopwatch', [span(80, 5, { label: 'tea', running: false })])
})
afterAll(async () => {
  expect(server.troubles).toEqual([])
  await server.close()
})

const query = async <Answer>(lines: readonly string[], timeperiods: readonly string[] = [DAY]) => {
  const { status, text } = await server.ask('POST', '/query/', { timeperiods, query: lines })
  expect([status, text]).toEqual([200, text])
  return JSON.parse(text) as [Answer, ...Answer[]]
}

describe('the activity page', () => {
  it('starts with settings and buckets', async () => {
    expect((await server.ask('GET', '/settings')).text).toBe('{}')
    const buckets = JSON.parse((await server.ask('GET', '/buckets/')).text) as object
    expect(Object.keys(buckets).toSorted()).toEqual([AFK, 'aw-stopwatch', WEB, WINDOW].toSorted())
  })

  it('asks the whole desktop query', async () => {
    const [{ window, browser, stopwatch }] = await query<DesktopAnswer>(DESKTOP)
    // 20 min of vim until idle; Chrome while it plays and from 40 on; the stopwatch cuts Sheets, which the
    // category filter drops.
    expect(window.duration).toBe((20 + 30 + 5) * 60)
    expect(window.app_events).toMatchObject([
      { data: { app: 'Google-chrome', $category: ['Uncategorized'] }, duration: 1800 },
      { data: { app: 'vim', $category: ['Work', 'Code'] }, duration: 1200 },
    ])
    expect(window.cat_events).toMatchObject([{ duration: 2100 }, { duration: 1200 }])
    expect(window.active_events).toMatchObject([
      { data: {}, duration: 1200 },
      { data: {}, duration: 4200 },
    ])
    expect(browser.domains).toMatchObject([{ data: { $domain: 'example.com' }, duration: 600 }])
    expect([browser.duration, browser.urls.length, browser.titles.length]).toEqual([600, 1, 1])
    expect(stopwatch.stopwatch_events).toMatchObject([{ duration: 300 }])
  })

  it('asks for the active history of many days at once', async () => {
    const days = Array.from({ length: 16 }, (_, i) => {
      const day = (n: number) =>
        `2026-${n > 30 ? '07' : '06'}-${String(((n - 1) % 30) + 1).padStart(2, '0')}`
      return `${day(i + 16)}T04:00:00+02:00/${day(i + 17)}T04:00:00+02:00`
    })
    const answers = await query<readonly object[]>(
      [
        'not_afk = [];',
        `not_afk_0 = filter_keyvals(query_bucket("${AFK}"), "status", ["not-afk"]);`,
        'not_afk = union_no_overlap(not_afk, not_afk_0);',
        'not_afk = merge_events_by_keys(not_afk, ["status"]);',
        'RETURN = not_afk;',
      ],
      days,
    )
    expect(answers.map((events) => events.length)).toEqual([...days.slice(1).map(() => 0), 1])
    expect(answers.at(-1)).toMatchObject([{ duration: 4800, id: null }])
  })

  it('asks for categories hour by hour', async () => {
    for (let hour = 8; hour < 11; hour++) {
      const two = (n: number) => String(n).padStart(2, '0')
      const period = `2026-07-01T${two(hour)}:00:00+00:00/2026-07-01T${two(hour + 1)}:00:00+00:00`
      const [{ cat_events: categories }] = await query<{ readonly cat_events: readonly object[] }>(
        [
          `events = categorize(flood(query_bucket("${WINDOW}")), ${RULES});`,
          'cat_events = sort_by_duration(merge_events_by_keys(events, ["$category"]));',
          'RETURN = {"cat_events": cat_events};',
        ],
        [period],
      )
      // Events that only touch the hour are there, with no time left.
      expect(categories.length).toBe([3, 2, 0][hour - 8])
    }
  })
})

describe('the pages of raw data', () => {
  it('ask for the events of all buckets at once', async () => {
    const range = '?start=2026-07-01T02:00:00.000Z&end=2026-07-02T02:00:00.000Z&limit=-1'
    const ids = [WINDOW, AFK, WEB, 'aw-stopwatch']
    const replies = await Promise.all(
      ids.map((id) => server.ask('GET', `/buckets/${id}/events${range}`)),
    )
    expect(replies.map(({ text }) => (JSON.parse(text) as []).length)).toEqual([3, 3, 1, 1])
  })

  it('count, with a question mark after it', async () => {
    expect((await server.ask('GET', `/buckets/${WINDOW}/events/count?`)).text).toBe('3')
  })

  it('send a report as one text of many lines', async () => {
    const text = `\nevents = flood(query_bucket("${WINDOW}"));\n# a report\nRETURN = {"events": events, "duration": sum_durations(events)};\n`
    expect(await query([text])).toMatchObject([{ duration: 5400, events: [{}, {}, {}] }])
  })
})
