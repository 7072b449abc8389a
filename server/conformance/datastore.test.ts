// What the tests of the original's datastore and of its Rust client see, over HTTP (§7.3 and §7.6).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'

interface EventJson {
  readonly id: number
  readonly timestamp: string
  readonly duration: number
  readonly data: object
}

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(async () => {
  expect(server.troubles).toEqual([])
  await server.close()
})
beforeEach(async () => {
  await server.ask('DELETE', '/buckets/b')
  expect((await server.ask('POST', '/buckets/b', BUCKET)).status).toBe(200)
})

async function get<T>(path: string): Promise<T> {
  return JSON.parse((await server.ask('GET', path)).text) as T
}

async function insert(...events: readonly object[]): Promise<readonly EventJson[]> {
  const { status, text } = await server.ask('POST', '/buckets/b/events', events)
  expect(status).toBe(200)
  return JSON.parse(text) as readonly EventJson[]
}

const events = (query = '') => get<readonly EventJson[]>(`/buckets/b/events${query}`)
const idsOf = (found: readonly EventJson[]) => found.map(({ id }) => id)

describe('events of a bucket', () => {
  it('that are one nanosecond apart are two, and stand newest first', async () => {
    const second = (fraction: string) => ({
      timestamp: `2018-01-01T01:01:01.${fraction}Z`,
      duration: 0,
      data: {},
    })
    const [first, last] = await insert(second('000000001'), second('000000002'))
    expect(idsOf(await events())).toEqual([last!.id, first!.id])
    expect(idsOf(await events('?limit=1'))).toEqual([last!.id])
    expect(idsOf(await events(`?start=${last!.timestamp}`))).toEqual([last!.id])
    expect(idsOf(await events(`?end=${first!.timestamp}`))).toEqual([first!.id])
    expect(await get('/buckets/b/events/count')).toBe(2)
    expect(await get(`/buckets/b/events/${first!.id}`)).toEqual(first)
  })

  it('stay, with their ids, when another one is deleted', async () => {
    const [gone, kept] = await insert(event(0, 1), event(5, 1))
    expect((await server.ask('DELETE', `/buckets/b/events/${gone!.id}`)).status).toBe(200)
    expect(await events()).toEqual([kept])
    expect(await get('/buckets/b/events/count')).toBe(1)
  })

  it('are echoed with ids that count up, and replace themselves when they come back', async () => {
    const stored = await insert(event(0, 1, { n: 1 }), event(0, 1, { n: 2 }), event(0, 1, { n: 3 }))
    const [first] = idsOf(stored)
    expect(idsOf(stored)).toEqual([first, first! + 1, first! + 2])
    expect(await insert(...stored)).toEqual(stored)
    expect(await events()).toEqual(stored)
    const [, second] = stored
    await insert({ ...second, data: { n: 20 } })
    expect(await events()).toEqual([stored[0], { ...second, data: { n: 20 } }, stored[2]])
  })

  it('are not clipped when they are fetched by their id', async () => {
    const timestamp = '1969-12-31T23:59:59.500Z'
    const [early] = await insert({ timestamp, duration: 1, data: {} })
    expect(await get(`/buckets/b/events/${early!.id}`)).toEqual(early)
    expect(await events()).toMatchObject([{ timestamp: '1970-01-01T00:00:00Z', duration: 0.5 }])
  })

  it('pass no filter, whatever privacy filters are set', async () => {
    const filter = { enabled: true, field: 'title', pattern: '.', action: 'drop' }
    expect((await server.ask('POST', '/settings/privacy_filters', [filter])).status).toBe(201)
    expect(await get('/settings/privacy_filters')).toEqual([filter])
    await server.ask('POST', '/buckets/b/heartbeat?pulsetime=1', event(0, 0, { title: 'secret' }))
    expect(await events()).toMatchObject([{ data: { title: 'secret' } }])
    await server.ask('DELETE', '/settings/privacy_filters')
  })
})

describe('the Rust client', () => {
  it('goes through the life of a bucket', async () => {
    expect(await get('/info')).toMatchObject({ testing: true })
    expect(await get('/buckets/b')).toMatchObject({ id: 'b', ...BUCKET })
    expect(await get('/buckets/')).toHaveProperty('b.client', BUCKET.client)
    const [stored] = await insert(event(0, 0))
    const beat = await server.ask('POST', '/buckets/b/heartbeat?pulsetime=10', event(1, 0))
    expect(JSON.parse(beat.text)).toEqual({ ...stored, duration: 1 })
    const timeperiods = ['2018-01-01T00:00:00+00:00/2018-01-02T00:00:00+00:00']
    const query = ['RETURN = query_bucket("b");']
    const answer = await server.ask('POST', '/query', { query, timeperiods })
    expect(JSON.parse(answer.text)).toEqual([[{ ...stored, duration: 1 }]])
    expect((await server.ask('DELETE', `/buckets/b/events/${stored!.id}`)).status).toBe(200)
    expect(await get('/buckets/b/events/count')).toBe(0)
    expect((await server.ask('DELETE', '/buckets/b')).status).toBe(200)
    expect((await server.ask('GET', '/buckets/b')).status).toBe(404)
  })
})
