import { describe, expect, it } from 'vitest'
import { BUCKET, at, event, startTestServer, type TestServer } from './test-server.ts'
import { PROFILES } from './tuning.ts'

/** Distinct starts only: the order of equal ones changed with the schema. */
const EVENTS = Array.from({ length: 300 }, (_, i) =>
  event(i * 10, (i * 7) % 13, { app: `app${i % 7}`, title: `t${i % 31} ä` }),
)
const AFK = Array.from({ length: 30 }, (_, i) =>
  event(i * 100, 90, { status: i % 3 === 0 ? 'afk' : 'not-afk' }),
)
const QUERY = [
  'w = flood(query_bucket(find_bucket("w_")));',
  'a = filter_keyvals(flood(query_bucket("a_h")), "status", ["not-afk"]);',
  'w = filter_period_intersect(w, a);',
  'w = categorize(w, [[["Work"], {"type": "regex", "regex": "app[1-3]"}]]);',
  'RETURN = {"e": w, "sum": sum_durations(w), "by": sort_by_duration(merge_events_by_keys(w, ["app"]))};',
]

async function fill(server: TestServer): Promise<void> {
  for (const [id, events] of [
    ['w_h', EVENTS],
    ['a_h', AFK],
  ] as const) {
    await server.ask('POST', `/buckets/${id}`, { ...BUCKET, created: at(0) })
    await server.ask('POST', `/buckets/${id}/events`, events)
  }
  for (let i = 0; i < 20; i++) {
    await server.ask(
      'POST',
      '/buckets/a_h/heartbeat?pulsetime=5',
      event(4000 + i * 3, 0, { n: i >> 2 }),
    )
  }
}

async function answers(server: TestServer): Promise<readonly string[]> {
  const gets = [
    '/buckets/',
    '/buckets/w_h/events?limit=100',
    '/buckets/w_h/events',
    `/buckets/w_h/events?start=${at(1005)}&end=${at(1500)}`,
    `/buckets/a_h/events?start=${at(4000)}`,
    '/buckets/w_h/events/count',
    '/buckets/w_h/events/17',
  ]
  const timeperiods = [`${at(0)}/${at(500)}`, `${at(0)}/${at(5000)}`]
  const texts: string[] = []
  for (const path of gets) texts.push((await server.ask('GET', path)).text)
  texts.push((await server.ask('POST', '/query/', { timeperiods, query: QUERY })).text)
  texts.push((await server.ask('POST', '/query/', { timeperiods, query: ['RETURN = nope;'] })).text)
  return texts
}

describe('profiles', () => {
  it('all give the same answers', async () => {
    const all = new Map<string, readonly string[]>()
    for (const [name, tuning] of Object.entries(PROFILES)) {
      const server = await startTestServer({ tuning })
      await fill(server)
      all.set(name, await answers(server))
      expect(server.troubles).toEqual([])
      await server.close()
    }
    const wanted = all.get('default')!
    expect(wanted[7]!.length).toBeGreaterThan(10_000)
    for (const [name, got] of all) expect({ name, got }).toEqual({ name, got: wanted })
  })

  it('close the connection after each answer only with keepalive off', async () => {
    for (const keepalive of ['off', 'on'] as const) {
      const server = await startTestServer({ tuning: { ...PROFILES.default, keepalive } })
      const { headers } = await server.ask('GET', '/info')
      expect(headers.get('connection')).toBe(keepalive === 'off' ? 'close' : 'keep-alive')
      await server.close()
    }
  })
})
