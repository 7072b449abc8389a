// aw-sync between two servers: it copies buckets page by page and goes on where the copy ends (§7.6).
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'

interface EventJson {
  readonly id: number
  readonly timestamp: string
  readonly duration: number
  readonly data: object
}

type NewEvent = Omit<EventJson, 'id'>

/** aw-sync asks for 5,000. */
const PAGE = 5

let from: TestServer
let to: TestServer

beforeAll(async () => {
  from = await startTestServer()
  to = await startTestServer()
})
beforeEach(() => post(from, '/buckets/b', BUCKET))
afterEach(async () => {
  for (const server of [from, to]) await server.ask('DELETE', '/buckets/b')
  expect([...from.troubles, ...to.troubles]).toEqual([])
})
afterAll(async () => {
  await from.close()
  await to.close()
})

async function get<T>(server: TestServer, path: string): Promise<T> {
  const { status, text } = await server.ask('GET', path)
  expect([path, status]).toEqual([path, 200])
  return JSON.parse(text) as T
}

async function post(server: TestServer, path: string, body: unknown): Promise<void> {
  expect((await server.ask('POST', path, body)).status).toBe(200)
}

/** Newest first. The end is inclusive: what begins with a page's oldest event is left to the next page. */
async function pages(startQuery: string): Promise<readonly NewEvent[]> {
  const found: NewEvent[] = []
  for (let endQuery = ''; ;) {
    const query = `?limit=${PAGE}${startQuery}${endQuery}`
    const page = await get<readonly EventJson[]>(from, `/buckets/b/events${query}`)
    const oldest = page.at(-1)?.timestamp
    const isLast = page.length < PAGE
    const kept = isLast ? page : page.filter(({ timestamp }) => timestamp !== oldest)
    found.push(...withoutIds(kept))
    if (isLast) return found
    endQuery = `&end=${oldest}`
  }
}

async function sync(): Promise<void> {
  const buckets = await get<Record<string, { readonly hostname: string }>>(from, '/buckets/')
  for (const [id, bucket] of Object.entries(buckets)) {
    const { status } = await to.ask('GET', `/buckets/${id}`)
    const data = { '$aw.sync.origin': bucket.hostname }
    if (status === 404) await post(to, `/buckets/${id}`, { ...bucket, data })
  }
  const [newest] = await get<readonly EventJson[]>(to, '/buckets/b/events?limit=1')
  const endMs = newest && Date.parse(newest.timestamp) + newest.duration * 1000
  const startQuery = endMs === undefined ? '' : `&start=${new Date(endMs).toISOString()}`
  const [seam, ...rest] = (await pages(startQuery)).toReversed()
  if (seam !== undefined) await post(to, '/buckets/b/heartbeat?pulsetime=0', seam)
  for (let i = 0; i < rest.length; i += PAGE) {
    await post(to, '/buckets/b/events', rest.slice(i, i + PAGE))
  }
}

const withoutIds = (events: readonly EventJson[]) =>
  events.map(({ timestamp, duration, data }): NewEvent => ({ timestamp, duration, data }))

async function expectEqualCopies(count: number): Promise<void> {
  const copy = withoutIds(await get(to, '/buckets/b/events'))
  expect(copy).toEqual(withoutIds(await get(from, '/buckets/b/events')))
  expect(await get(to, '/buckets/b/events/count')).toBe(count)
}

/** Without durations, as in the original's test: the end of the next page would clip its newest event. */
const insert = (first: number, count: number) =>
  post(
    from,
    '/buckets/b/events',
    Array.from({ length: count }, (_, i) => event((first + i) * 10, 0, { i: first + i })),
  )

describe('a bucket that is copied', () => {
  it('is made with its fields and a note of its origin', async () => {
    await sync()
    const { created } = await get<{ readonly created: string }>(from, '/buckets/b')
    expect(await get(to, '/buckets/b')).toMatchObject({
      id: 'b',
      ...BUCKET,
      created,
      data: { '$aw.sync.origin': 'test-host' },
    })
    await expectEqualCopies(0)
  })

  it('gets the rest of an event that a heartbeat made longer since', async () => {
    await post(from, '/buckets/b/heartbeat?pulsetime=5', event(0))
    await sync()
    await expectEqualCopies(1)
    await post(from, '/buckets/b/heartbeat?pulsetime=5', event(3))
    await sync()
    await expectEqualCopies(1)
  })

  it('of more than a page has each event once, also when it goes on later', async () => {
    await insert(0, 12)
    await sync()
    await expectEqualCopies(12)
    await insert(12, 13)
    await sync()
    await expectEqualCopies(25)
    await sync()
    await expectEqualCopies(25)
  })

  it('goes on where a copying was interrupted', async () => {
    await insert(0, 3)
    await sync()
    await insert(3, 2)
    await sync()
    await expectEqualCopies(5)
  })

  it('keeps events of one time together that a page would part', async () => {
    const twins = [0, 1, 1, 1, 2, 3].map((second, i) => event(second * 10, 0, { i }))
    await post(from, '/buckets/b/events', twins)
    await sync()
    // aw-sync turns pages round, and with them the order of one time.
    const copy = withoutIds(await get(to, '/buckets/b/events'))
    const copied = copy.map(({ data }) => (data as { readonly i: number }).i)
    expect(copied.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
  })
})
