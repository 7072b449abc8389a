// What the tests of the Python client and server expect of any server (§7.8 and §7.9 of the specification).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, startTestServer, type TestServer } from '../test-server.ts'

interface Event {
  readonly id?: number
  readonly timestamp: string
  readonly duration?: number
  readonly data: object
}

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2024, 0, 1)
const at = (ms: number) => new Date(START_MS + ms).toISOString()

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

const get = async (path: string) => JSON.parse((await server.ask('GET', path)).text)
const insert = (events: readonly Event[]) => server.ask('POST', '/buckets/b/events', events)
const beat = async (pulsetime: number, event: Event) => {
  const { status, text } = await server.ask(
    'POST',
    `/buckets/b/heartbeat?pulsetime=${pulsetime}`,
    event,
  )
  expect(status).toBe(200)
  return JSON.parse(text) as Event
}
const hourly = (count: number): Event[] =>
  Array.from({ length: count }, (_, i) => ({
    timestamp: at(i * HOUR_MS),
    duration: HOUR_MS / 1000,
    data: { i },
  }))

describe('the Python client', () => {
  it('gets three events of one time in the order of their insertion', async () => {
    await insert([1, 2, 3].map((i) => ({ timestamp: at(0), data: { i } })))
    const events = (await get('/buckets/b/events?limit=3')) as Event[]
    expect(events.map(({ data }) => data)).toEqual([{ i: 1 }, { i: 2 }, { i: 3 }])
    expect(await get('/buckets/b/events/count')).toBe(3)
    const { text } = await server.ask('POST', '/query/?name=&cache=0', {
      timeperiods: [`${at(-1)}/${at(1)}`],
      query: ['RETURN = query_bucket("b");'],
    })
    expect(JSON.parse(text)).toMatchObject([[{}, {}, {}]])
  })

  it('gets an event by its id until it is deleted, and then an error', async () => {
    await insert([{ timestamp: at(0), data: {} }])
    const [{ id }] = (await get('/buckets/b/events')) as [{ id: number }]
    expect(await get(`/buckets/b/events/${id}`)).toMatchObject({ id })
    expect((await server.ask('DELETE', `/buckets/b/events/${id}`)).status).toBe(200)
    expect((await server.ask('GET', `/buckets/b/events/${id}`)).status).toBe(500)
    expect(await get('/buckets/b/events')).toEqual([])
  })
})

describe('the tests of the Python server', () => {
  it('merge heartbeats within the pulsetime only', async () => {
    await beat(0, { timestamp: at(0), data: {} })
    expect(await beat(0, { timestamp: at(1000), data: {} })).toMatchObject({ duration: 0 })
    expect(await beat(10, { timestamp: at(5000), data: {} })).toMatchObject({ duration: 4 })
  })

  it('send a hundred heartbeats in no order, without an error', async () => {
    // 37 and 100 have no common factor: each second comes once.
    for (let i = 0; i < 100; i++) {
      await beat(10, { timestamp: at(((i * 37) % 100) * 1000), duration: 1, data: { label: 'x' } })
    }
    const events = (await get('/buckets/b/events?limit=-1')) as Event[]
    expect(events.length).toBeLessThanOrEqual(100)
  })

  it('get as many of a thousand as they ask for, newest first', async () => {
    expect((await insert(hourly(1000))).status).toBe(200)
    for (const [limit, count] of [
      [10, 10],
      [100, 100],
      [1000, 1000],
      [-1, 1000],
    ] as const) {
      const events = (await get(`/buckets/b/events?limit=${limit}`)) as Event[]
      expect(events.length).toBe(count)
      expect(events.map(({ timestamp }) => timestamp)).toEqual(
        events
          .map(({ timestamp }) => timestamp)
          .toSorted()
          .toReversed(),
      )
    }
  })

  it('get 25 of a day of hours, the newest clipped to nothing', async () => {
    await insert(hourly(1000))
    const range = `start=${at(100 * HOUR_MS)}&end=${at(124 * HOUR_MS)}`
    const events = (await get(`/buckets/b/events?${range}`)) as Event[]
    // The hour before touches the start of the range and comes with nothing left, too.
    expect(events.map(({ duration }) => duration)).toEqual([0, ...Array(24).fill(3600), 0])
  })

  it('get all events around midnight', async () => {
    await insert([-2, -1, 0, 1, 2].map((i) => ({ timestamp: at(i * 1000), data: {} })))
    expect(await get(`/buckets/b/events?start=${at(-60_000)}&end=${at(60_000)}`)).toHaveLength(5)
  })

  it('make sixteen events of twenty minutes with labels', async () => {
    for (let i = 0; i < 20; i++) {
      const label = [1, 1, 2, 3, 4][i % 5]!
      await beat(90, { timestamp: at((i - 10) * 60_000), data: { label } })
    }
    expect(await get('/buckets/b/events?limit=-1')).toHaveLength(16)
    expect(await get(`/buckets/b/events?start=${at(1)}`)).toHaveLength(8)
  })
})
