// The request sequences of watchers, as they are on the wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest } from '../raw-request.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(async () => {
  expect(server.troubles).toEqual([])
  await server.close()
})

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 5, 1, 9)
const time = (ms: number) => new Date(START_MS + ms).toISOString()
const eventsOf = async (bucket: string) => {
  const { text } = await server.ask('GET', `/buckets/${bucket}/events`)
  return JSON.parse(text) as { id: number; timestamp: string; duration: number; data: object }[]
}

/** As watchers write their requests: paths are not tidied up on the way. */
function post(path: string, body: unknown) {
  const text = JSON.stringify(body)
  return rawRequest(
    server.port,
    [
      `POST ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
      'Content-Type: application/json',
      'Accept: */*',
      `Content-Length: ${Buffer.byteLength(text)}`,
    ],
    text,
  )
}

describe('awatcher', () => {
  const bucket = { type: 'currentwindow', client: 'awatcher', hostname: 'h' }
  const path = '//api/0/buckets/aw-watcher-window_h'

  it('doubles the first slash, and sends each second without merging before', async () => {
    expect((await post(path, bucket)).status).toBe(200)
    expect((await post(path, bucket)).status).toBe(304)
    for (let second = 0; second < 10; second++) {
      const data = { app: second < 6 ? 'editor' : 'browser', title: 't' }
      const beat = { id: null, timestamp: time(second * 1000), duration: 0, data }
      expect((await post(`${path}/heartbeat?pulsetime=2`, beat)).status).toBe(200)
    }
    const events = await eventsOf('aw-watcher-window_h')
    expect(events.map(({ duration }) => duration)).toEqual([3, 5])
  })
})

describe('the watchers of Python', () => {
  const bucket = { client: 'aw-watcher-afk', hostname: 'h', type: 'afkstatus' }
  const path = '/api/0/buckets/aw-watcher-afk_h'
  const beat = (ms: number, duration: number, status: string) => ({
    id: null,
    // Python prints microseconds and an offset with a colon.
    timestamp: `${time(ms).slice(0, 19)}.001000+00:00`,
    duration,
    data: { status },
  })

  it('make sure of their bucket with each start', async () => {
    expect((await post(path, bucket)).status).toBe(200)
    expect((await post(path, bucket)).status).toBe(304)
    expect((await eventsOf('aw-watcher-afk_h')).length).toBe(0)
  })

  it('send what they merged themselves, and jump back to the last input', async () => {
    const send = (ms: number, duration: number, status: string) =>
      post(`${path}/heartbeat?pulsetime=185.0`, beat(ms, duration, status))
    await send(0, 0, 'not-afk')
    await send(10_000, 0, 'not-afk')
    await send(MINUTE_MS, 0, 'not-afk')
    // Idle since a minute: the state ends where the input ended, and the next lasts from there.
    await send(MINUTE_MS, 0, 'not-afk')
    await send(MINUTE_MS + 1, 180, 'afk')
    await send(5 * MINUTE_MS, 0, 'not-afk')
    const events = await eventsOf('aw-watcher-afk_h')
    expect(events.map(({ data, duration }) => [data, duration])).toEqual([
      [{ status: 'not-afk' }, 0],
      [{ status: 'afk' }, 180],
      [{ status: 'not-afk' }, 60],
    ])
  })

  it('send what they queued while the server was away, one request after the other', async () => {
    const queued = Array.from({ length: 30 }, (_, i) =>
      beat(10 * MINUTE_MS + i * 10_000, 0, 'not-afk'),
    )
    for (const each of queued) {
      expect((await post(`${path}/heartbeat?pulsetime=185.0`, each)).status).toBe(200)
    }
    expect((await eventsOf('aw-watcher-afk_h'))[0]).toMatchObject({ duration: 290 })
  })
})

describe('the watcher of macOS', () => {
  it('sends the old data a millisecond before the new, with a pulsetime of many digits', async () => {
    const path = '/api/0/buckets/aw-watcher-window_mac'
    await post(path, { type: 'currentwindow', client: 'aw-watcher-window', hostname: 'mac' })
    const send = (ms: number, title: string, pulsetime: string) =>
      post(`${path}/heartbeat?pulsetime=${pulsetime}`, {
        timestamp: time(ms),
        duration: 0,
        data: { app: 'a', title },
      })
    await send(0, 'one', '1.0')
    await send(7_499, 'one', '8.499000072479248')
    await send(7_500, 'two', '8.500000953674316')
    const events = await eventsOf('aw-watcher-window_mac')
    expect(events.map(({ duration }) => duration)).toEqual([0, 7.499])
  })
})

describe('the watcher of browsers', () => {
  const id = 'aw-watcher-web-firefox_h'
  const data = { url: 'https://example.org/ä', title: 'Ä 日本', audible: false, incognito: false }

  it('retries after a missing bucket by making it', async () => {
    const beat = { timestamp: time(0), duration: 0, data: { ...data, tabCount: 3 } }
    const send = () => post(`/api/0/buckets/${id}/heartbeat?pulsetime=80`, beat)
    expect((await send()).status).toBe(404)
    const bucket = { client: 'aw-client-web', type: 'web.tab.current', hostname: 'h' }
    expect((await post(`/api/0/buckets/${id}`, bucket)).status).toBe(200)
    const reply = await send()
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.body)).toMatchObject({ data: { ...data, tabCount: 3 } })
  })

  it('is read by what its address is made of', async () => {
    const query = [`RETURN = split_url_events(query_bucket(find_bucket("${id}")));`]
    const timeperiods = [`${time(-1)}/${time(1)}`]
    const { text } = await server.ask('POST', '/query/', { timeperiods, query })
    expect(JSON.parse(text)).toMatchObject([
      [{ data: { $domain: 'example.org', $path: '/%C3%A4', $protocol: 'https' } }],
    ])
  })
})

describe('the stopwatch', () => {
  it('starts with a heartbeat without a duration, and goes on by upserts', async () => {
    const path = '/api/0/buckets/aw-stopwatch'
    await post(path, { type: 'general.stopwatch', client: 'aw-webui', hostname: 'unknown' })
    const start = { timestamp: time(0), data: { running: true, label: 'tea' } }
    const started = await post(`${path}/heartbeat?pulsetime=1`, start)
    const { id } = JSON.parse(started.body) as { id: number }
    const stopped = { id, timestamp: time(0), duration: 5, data: { running: false, label: 'tea' } }
    expect((await post(`${path}/events`, [stopped])).status).toBe(200)
    expect(await eventsOf('aw-stopwatch')).toEqual([
      { ...stopped, timestamp: time(0).replace('.000Z', 'Z') },
    ])
    expect((await server.ask('DELETE', `/buckets/aw-stopwatch/events/${id}`)).status).toBe(200)
    expect(await eventsOf('aw-stopwatch')).toEqual([])
  })
})
