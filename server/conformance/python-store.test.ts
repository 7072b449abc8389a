// What the tests of ActivityWatch's Python datastore and event model expect, where this server agrees (§7.10).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, startTestServer, type TestServer } from '../test-server.ts'

interface EventJson {
  readonly id: number
  readonly timestamp: string
  readonly duration: number
  readonly data: { readonly n: number }
}

const HOUR_S = 3600
const START_MS = Date.UTC(2024, 0, 1)
const at = (seconds: number) => new Date(START_MS + seconds * 1000).toISOString()
const event = (seconds: number, duration: number, n = 0) => ({
  timestamp: at(seconds),
  duration,
  data: { n },
})

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

const insert = (events: unknown) => server.ask('POST', '/buckets/b/events', events)

async function events(query = ''): Promise<readonly EventJson[]> {
  const { status, text } = await server.ask('GET', `/buckets/b/events${query}`)
  expect([query, status]).toEqual([query, 200])
  return JSON.parse(text) as readonly EventJson[]
}

const numbersOf = (found: readonly EventJson[]) => found.map(({ data }) => data.n)
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('the Python datastore', () => {
  it('keeps buckets with data of their own, and does not change them later', async () => {
    const data = { key: 'value' }
    await server.ask('POST', '/buckets/with-data', { ...BUCKET, data })
    expect((await server.ask('PUT', '/buckets/with-data', { data: {} })).status).toBe(404)
    const { text } = await server.ask('GET', '/buckets/with-data')
    expect(JSON.parse(text)).toMatchObject({ data })
    expect((await server.ask('DELETE', '/buckets/with-data')).status).toBe(200)
    expect((await server.ask('DELETE', '/buckets/with-data')).status).toBe(404)
  })

  it('gives thousands of events of one time in the order of their insertion', async () => {
    await insert(upTo(5000).map((n) => event(0, 1, n)))
    expect(numbersOf(await events())).toEqual(upTo(5000))
    expect(numbersOf(await events('?limit=3'))).toEqual([0, 1, 2])
  })

  it('sorts what was inserted in no order, newest first', async () => {
    // 37 and 100 have no common factor: each number comes once.
    const shuffled = upTo(100).map((i) => (i * 37) % 100)
    await insert(shuffled.map((n) => event(n, 1, n)))
    expect(numbersOf(await events())).toEqual(upTo(100).toReversed())
  })

  it('replaces many by their ids, and refuses what is no event', async () => {
    await insert(upTo(10).map((n) => event(n, 1, n)))
    const stored = await events()
    const changed = stored.map(({ id, timestamp }) => ({ id, timestamp, data: { n: -id } }))
    expect((await insert(changed)).status).toBe(200)
    expect(numbersOf(await events())).toEqual(stored.map(({ id }) => -id))
    for (const wrong of [['not an event'], [[]], 'not an event', 1, null]) {
      expect((await insert(JSON.stringify(wrong))).status).toBe(422)
    }
  })

  it('compares times, whatever their zones are', async () => {
    await insert([{ timestamp: '2024-01-01T02:00:00+02:00', duration: 1, data: { n: 1 } }])
    const plus = encodeURIComponent('2024-01-01T05:30:00+05:30')
    expect(await events(`?start=${plus}&end=${plus}`)).toMatchObject([{ duration: 0 }])
    expect(await events('?start=2023-12-31T19:00:02-05:00')).toEqual([])
    expect(await events('?end=2023-12-31T18:59:59-05:00')).toEqual([])
  })

  it('counts half overlaps and single instants to a range', async () => {
    await insert([event(0, 10), event(20, 10)])
    expect(await events(`?start=${at(5)}&end=${at(25)}`)).toMatchObject([
      { timestamp: at(20).replace('.000', ''), duration: 5 },
      { timestamp: at(5).replace('.000', ''), duration: 5 },
    ])
    expect(await events(`?start=${at(0)}&end=${at(0)}`)).toMatchObject([{ duration: 0 }])
    expect(await events(`?start=${at(12)}&end=${at(18)}`)).toEqual([])
  })

  it('clips events of days to the day that is asked for', async () => {
    const [day, half] = [24 * HOUR_S, 12 * HOUR_S]
    await insert([event(-half, day), event(half, day)])
    const found = await events(`?start=${at(0)}&end=${at(day)}`)
    expect(found.map(({ duration }) => duration)).toEqual([half, half])
  })

  it('takes a start, an end, both, and limits', async () => {
    await insert(upTo(10).map((n) => event(n * 10, 1, n)))
    expect(numbersOf(await events(`?start=${at(45)}`))).toEqual([9, 8, 7, 6, 5])
    expect(numbersOf(await events(`?end=${at(45)}`))).toEqual([4, 3, 2, 1, 0])
    expect(numbersOf(await events(`?start=${at(25)}&end=${at(45)}`))).toEqual([4, 3])
    for (const [limit, count] of [
      [0, 0],
      [1, 1],
      [3, 3],
      [5, 5],
      [-1, 10],
    ] as const) {
      expect(await events(`?limit=${limit}`)).toHaveLength(count)
    }
  })

  it('counts all events, whatever range is asked for', async () => {
    await insert(upTo(10).map((n) => event(n * 10, 1, n)))
    const { text } = await server.ask(
      'GET',
      `/buckets/b/events/count?start=${at(45)}&end=${at(50)}`,
    )
    expect(text).toBe('10')
  })
})

describe('the Python event model', () => {
  it('takes times before 1970 with an offset, and gives back what it took', async () => {
    const early = { timestamp: '1960-01-01T01:00:00.500+01:00', duration: 2.25, data: { n: 1 } }
    const [stored] = JSON.parse((await insert([early])).text) as EventJson[]
    expect(stored).toMatchObject({ ...early, timestamp: '1960-01-01T00:00:00.500Z' })
    expect(JSON.parse((await insert([stored])).text)).toEqual([stored])
  })

  it.each([
    ['{"data":{}}'],
    ['{"timestamp":1704067200,"data":{}}'],
    ['{"timestamp":"2024-01-01T00:00:00","data":{}}'],
    ['{"timestamp":"yesterday","data":{}}'],
    ['{"timestamp":"2024-01-01T00:00:00Z","duration":"1","data":{}}'],
    ['{"timestamp":"2024-01-01T00:00:00Z","duration":null,"data":{}}'],
    ['{"timestamp":"2024-01-01T00:00:00Z","duration":1,"data":"text"}'],
  ])('refuses %s', async (body) => {
    expect((await insert(`[${body}]`)).status).toBe(422)
  })
})
