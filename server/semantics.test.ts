import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rawRequest } from './raw-request.ts'
import { BUCKET, at, event, serveFile, startTestServer, temporaryFolder } from './test-server.ts'
import type { Reply, TestServer } from './test-server.ts'

interface EventJson {
  readonly id: number
  readonly timestamp: string
  readonly duration: number
  readonly data: object
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ maxBodyBytes: 4_000_000 })
})
afterAll(async () => {
  expect(server.troubles).toEqual([])
  await server.close()
})
beforeEach(async () => {
  await server.ask('DELETE', '/buckets/b')
  await server.ask('POST', '/buckets/b', BUCKET)
})

const insert = (...events: readonly unknown[]) =>
  server.ask('POST', '/buckets/b/events', events.length === 0 ? '[]' : events)
const beat = (body: unknown, pulsetime: string | number = 5) =>
  server.ask('POST', `/buckets/b/heartbeat?pulsetime=${pulsetime}`, body)
const json = (reply: Reply) => JSON.parse(reply.text)
const events = async (query = '') =>
  json(await server.ask('GET', `/buckets/b/events${query}`)) as readonly EventJson[]
const event1 = async (body: unknown, pulsetime?: string | number) =>
  json(await beat(body, pulsetime)) as EventJson

describe('buckets', () => {
  it('are created now unless they say when', async () => {
    const { created } = json(await server.ask('GET', '/buckets/b'))
    expect(Math.abs(Date.parse(created) - Date.now())).toBeLessThan(10_000)
    await server.ask('POST', '/buckets/c', { ...BUCKET, created: '2020-1-2 3:4:5+01:00' })
    expect(json(await server.ask('GET', '/buckets/c'))).toMatchObject({
      created: '2020-01-02T02:04:05Z',
    })
    await server.ask('DELETE', '/buckets/c?force=1')
  })

  it('of here get the name and the device of the server', async () => {
    const body = { ...BUCKET, hostname: '!local', data: { z: 1 }, last_updated: at(0) }
    await server.ask('POST', '/buckets/c', body)
    expect((await server.ask('GET', '/buckets/c')).text).toMatch(
      /"hostname":"test-host",.*"data":\{"device_id":"test-device","z":1\}.*"last_updated":"2018-01-01T01:01:01Z"\}$/,
    )
    await server.ask('DELETE', '/buckets/c')
  })

  it('take events with them, and the path’s id', async () => {
    const body = { id: 'other', ...BUCKET, events: [event(0, 1), 'no event', { data: {} }] }
    expect((await server.ask('POST', '/buckets/c', body)).status).toBe(200)
    expect((await server.ask('GET', '/buckets/c/events/count')).text).toBe('1')
    expect((await server.ask('DELETE', '/buckets/c')).status).toBe(200)
    expect((await server.ask('DELETE', '/buckets/c')).status).toBe(404)
  })

  it('cover the time of their events, which deleting narrows only after a restart', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'test.db')
    const metadata = async (from: TestServer) => json(await from.ask('GET', '/buckets/b')).metadata
    const first = await serveFile(file)
    await first.ask('POST', '/buckets/b', BUCKET)
    await first.ask('POST', '/buckets/empty', BUCKET)
    const stored = await first.ask('POST', '/buckets/b/events', [event(0, 5), event(10, 5)])
    const wide = { start: '2018-01-01T01:01:01Z', end: '2018-01-01T01:01:16Z' }
    expect(await metadata(first)).toEqual(wide)
    await first.ask('DELETE', `/buckets/b/events/${json(stored)[1]!.id}`)
    expect(await metadata(first)).toEqual(wide)
    await first.close()
    const second = await serveFile(file)
    expect(await metadata(second)).toEqual({ ...wide, end: '2018-01-01T01:01:06Z' })
    expect(json(await second.ask('GET', '/buckets/empty'))).toMatchObject({
      metadata: { start: null, end: null },
    })
    await second.close()
    rmSync(folder, { recursive: true })
  })
})

describe('events', () => {
  it('keep nanoseconds, and lose what a double of seconds loses', async () => {
    const sent = `[{"timestamp":"2018-01-01T00:00:00.123456789Z","duration":1.001,"data":{}},
      {"timestamp":"2018-01-01T00:00:01+01:00","duration":1e-9,"data":{}}]`
    const { text } = await server.ask('POST', '/buckets/b/events', sent)
    expect(text).toMatch(/"timestamp":"2018-01-01T00:00:00\.123456789Z","duration":1\.000999999,/)
    expect(text).toMatch(/"timestamp":"2017-12-31T23:00:01Z","duration":1e-9,/)
  })

  it('have data with sorted keys, in which integers and floats stay what they are', async () => {
    const data =
      '{"b":{"z":1,"10":1.0,"9":1e16},"a":[18446744073709551615,-0.0,null],"__proto__":1}'
    const sent = `[{"timestamp":"${at(0)}","data":${data}}]`
    const { text } = await server.ask('POST', '/buckets/b/events', sent)
    expect(text).toContain(
      '"data":{"__proto__":1,"a":[18446744073709551615,-0.0,null],"b":{"10":1.0,"9":1e16,"z":1}}',
    )
  })

  it('come newest first, and of one time the shortest, then the first stored', async () => {
    await insert(event(0, 5, { n: 1 }), event(0, 1, { n: 2 }), event(0, 5, { n: 3 }))
    await insert({ timestamp: '2018-01-01T01:01:01.000000001Z', data: { n: 4 } })
    expect((await events()).map(({ data }) => data)).toEqual([4, 2, 1, 3].map((n) => ({ n })))
    expect(await events('?limit=1')).toMatchObject([{ data: { n: 4 } }])
  })

  it('are read when they touch the range, at both ends', async () => {
    await insert(event(0, 0), event(10, 100))
    expect(await events(`?start=${at(110)}`)).toMatchObject([
      { timestamp: at(110).replace('.000', ''), duration: 0 },
    ])
    expect(await events(`?end=${at(0)}`)).toHaveLength(1)
    expect(await events(`?start=${at(50)}&end=${at(51)}`)).toMatchObject([{ duration: 1 }])
    expect((await server.ask('GET', '/buckets/b/events/count?start=x')).text).toBe('2')
  })

  it('with an id replace the event of that id, wherever it is', async () => {
    await server.ask('POST', '/buckets/other', BUCKET)
    const [first] = json(await server.ask('POST', '/buckets/other/events', [event(0, 1, { n: 1 })]))
    const { id } = first!
    await insert(event(5, 1, { n: 2 }, id))
    expect(await events()).toMatchObject([{ id, data: { n: 2 } }])
    expect((await server.ask('GET', '/buckets/other/events')).text).toBe('[]')
    await insert(event(5, 1, { n: 3 }, id), event(6, 1, { n: 4 }, id + 1000))
    expect(await events()).toMatchObject([{ id: id + 1000 }, { id, data: { n: 3 } }])
    const [next] = json(await insert(event(7)))
    expect(next!.id).toBe(id + 1001)
    await server.ask('DELETE', `/buckets/b/events/${id + 1001}`)
    expect(json(await insert(event(7)))[0]!.id).toBe(id + 1002)
    await server.ask('DELETE', '/buckets/other')
  })

  it('of other buckets are neither found nor deleted', async () => {
    await server.ask('POST', '/buckets/other', BUCKET)
    const [stored] = json(await insert(event(0)))
    const path = `/buckets/other/events/${stored!.id}`
    expect((await server.ask('GET', path)).status).toBe(500)
    expect((await server.ask('DELETE', path)).status).toBe(200)
    expect(await events()).toHaveLength(1)
    await server.ask('DELETE', '/buckets/other')
  })

  it('from before 1970 are stored, and shown to those who ask for that time', async () => {
    await insert({ timestamp: '1969-12-31T23:59:58.5Z', duration: 3, data: {} })
    expect(await events()).toMatchObject([{ timestamp: '1970-01-01T00:00:00Z', duration: 1.5 }])
    expect(await events('?start=1960-01-01T00:00:00Z')).toMatchObject([
      { timestamp: '1969-12-31T23:59:58.500Z', duration: 3 },
    ])
  })

  it('outside of what 64 bits of nanoseconds hold are refused, and the server lives', async () => {
    for (const timestamp of ['1500-01-01T00:00:00Z', '2300-01-01T00:00:00Z']) {
      const { status, text } = await insert({ timestamp, data: {} })
      expect([status, text]).toEqual([400, expect.stringMatching(/^\{"message":"Times must be/)])
      const query = { timeperiods: [`${timestamp}/${timestamp}`], query: ['return 1;'] }
      expect((await server.ask('POST', '/query', query)).status).toBe(400)
      expect((await server.ask('GET', `/buckets/b/events?start=${timestamp}`)).status).toBe(400)
    }
    expect((await insert({ timestamp: at(0), duration: 1e300, data: {} })).status).toBe(400)
    expect((await insert()).text).toBe('[]')
    expect(await events()).toEqual([])
  })
})

describe('heartbeats', () => {
  it('one second apart become one event that keeps its id', async () => {
    const first = await event1(event(0))
    for (let i = 1; i < 5; i++) expect((await event1(event(i))).id).toBe(first.id)
    expect(await events()).toMatchObject([{ id: first.id, duration: 4 }])
    expect((await event1(event(5, 0, { other: 1 }))).id).toBe(first.id + 1)
  })

  it('are compared with the last one handled, not with the newest', async () => {
    for (const seconds of [100, 50, 101]) await beat(event(seconds))
    expect(await events()).toHaveLength(3)
  })

  it('are compared with the newest event after events were stored', async () => {
    await beat(event(0))
    await insert(event(50))
    expect(await event1(event(52))).toMatchObject({ duration: 2 })
  })

  it('work after their event or their bucket was deleted', async () => {
    const first = await event1(event(0))
    await server.ask('DELETE', `/buckets/b/events/${first.id}`)
    expect(await event1(event(1))).toMatchObject({ duration: 0 })
    await server.ask('DELETE', '/buckets/b')
    expect((await beat(event(2))).status).toBe(404)
    await server.ask('POST', '/buckets/b', BUCKET)
    expect(await event1(event(2))).toMatchObject({ duration: 0 })
  })

  it('may come with a pulsetime that only what is inside can satisfy', async () => {
    await beat(event(0, 10))
    expect(await event1(event(9), -1)).toMatchObject({ duration: 10 })
    expect(await event1(event(9.5), -1)).toMatchObject({ duration: 0 })
  })

  it('tell 1 from 1.0, and no order of keys', async () => {
    const body = (data: string, seconds: number) => `{"timestamp":"${at(seconds)}","data":${data}}`
    const first = await event1(body('{"a":1,"b":2}', 0))
    expect((await event1(body('{"b":2,"a":1}', 1))).id).toBe(first.id)
    expect((await event1(body('{"a":1.0,"b":2}', 2))).id).toBe(first.id + 1)
  })
})

describe('bodies', () => {
  it.each([
    [`[{"timestamp":"${at(0)}","timestamp":"${at(0)}","data":{}}]`, 422],
    [`[{"timestamp":"${at(0)}","data":{},"data":{}}]`, 422],
    [`[{"timestamp":"${at(0)}","data":{"a":1,"a":2}}]`, 200],
    [`[{"timestamp":"${at(0)}","data":{},"x":1,"x":2}]`, 200],
    [`[{"timestamp":"${at(0)}","data":{"a":"\\ud800"}}]`, 400],
    [`[{"timestamp":"${at(0)}","data":${'['.repeat(200)}${']'.repeat(200)}}]`, 400],
    [`[{"timestamp":"${at(0)}","data":{"a":1e400}}]`, 400],
    [`{"timestamp":"${at(0)}","data":{}}`, 422],
  ])('like %s get %i', async (body, status) => {
    expect((await server.ask('POST', '/buckets/b/events', body)).status).toBe(status)
  })

  it('are looked at last: type, path, query and body tell their mistakes in this order', async () => {
    const broken = '{'
    const text = { 'Content-Type': 'text/plain' }
    const ask = (path: string, headers = {}) => server.ask('POST', path, broken, headers)
    expect((await ask('/buckets/none/heartbeat', text)).status).toBe(404)
    expect((await ask('/buckets/none/heartbeat')).status).toBe(422)
    expect((await ask('/buckets/none/heartbeat?pulsetime=1')).status).toBe(400)
    expect((await server.ask('POST', '/buckets/none/heartbeat?pulsetime=1', event(0))).status).toBe(
      404,
    )
  })

  it('past the limit get 413, whether they tell their size or not', async () => {
    const head = ['POST /api/0/buckets/b/events HTTP/1.1', 'Host: localhost']
    const type = 'Content-Type: application/json'
    const large = Buffer.alloc(4_000_001, ' ')
    const told = await rawRequest(
      server.port,
      [...head, type, `Content-Length: ${large.length}`],
      large,
    )
    expect(told.status).toBe(413)
    const size = large.length.toString(16)
    const chunks = Buffer.concat([Buffer.from(`${size}\r\n`), large, Buffer.from('\r\n0\r\n\r\n')])
    const chunked = [...head, type, 'Transfer-Encoding: chunked']
    expect((await rawRequest(server.port, chunked, chunks)).status).toBe(413)
    const within = `[${' '.repeat(3_999_000)}]`
    expect((await server.ask('POST', '/buckets/b/events', within)).status).toBe(200)
  })

  it('share the limit: many large ones at once are asked to come later', async () => {
    const large = `[${' '.repeat(3_900_000)}]`
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => server.ask('POST', '/buckets/b/events', large)),
    )
    for (const { status } of replies) expect([200, 503]).toContain(status)
    expect((await server.ask('POST', '/buckets/b/events', large)).status).toBe(200)
  })

  it('that end too early do no harm', async () => {
    const socket = connect(server.port, '127.0.0.1')
    const head = 'POST /api/0/buckets/b/events HTTP/1.1\r\nHost: localhost\r\n'
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n[`)
    await new Promise<void>((resolve) => socket.end(() => resolve()))
    socket.destroy()
    expect((await server.ask('GET', '/buckets/b')).status).toBe(200)
  })
})
