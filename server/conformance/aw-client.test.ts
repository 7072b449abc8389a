// The project's official JavaScript client, its whole surface, against the server.
import awClient, { type IEvent } from 'aw-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestServer, type TestServer } from '../test-server.ts'

const { AWClient } = awClient

const DAY = '2022-01-0'
const event = (timestamp: string, label: string): IEvent => ({
  timestamp: new Date(timestamp),
  duration: 0,
  data: { label },
})
const day = (number: number, label = 'a') => event(`${DAY}${number}T00:00:00Z`, label)

describe('aw-client', () => {
  let server: TestServer
  let client: InstanceType<typeof AWClient>

  beforeAll(async () => {
    server = await startTestServer()
    client = new AWClient('aw-client-test', {
      testing: true,
      baseURL: `http://127.0.0.1:${server.port}`,
    })
  })
  afterAll(() => server.close())

  it('is told that it talks to a testing server', async () => {
    expect(await client.getInfo()).toMatchObject({ testing: true, hostname: 'test-host' })
  })

  it('makes sure of a bucket as often as it likes', async () => {
    expect(await client.ensureBucket('b', 'test', 'h')).toEqual({ alreadyExist: false })
    expect(await client.ensureBucket('b', 'test', 'h')).toEqual({ alreadyExist: true })
    expect(await client.getBucketInfo('b')).toMatchObject({ id: 'b', type: 'test', data: {} })
  })

  it('creates, lists and deletes buckets', async () => {
    await client.createBucket('short-lived', 'test', 'h')
    const { 'short-lived': bucket } = await client.getBuckets()
    expect(bucket).toMatchObject({ client: 'aw-client-test', hostname: 'h' })
    expect(bucket!.created.getTime()).toBeLessThanOrEqual(Date.now())
    await client.deleteBucket('short-lived')
    expect(Object.keys(await client.getBuckets())).toEqual(['b'])
    await expect(client.deleteBucket('short-lived')).rejects.toMatchObject({
      response: { status: 404 },
    })
    await expect(client.createBucket('b', 'test', 'h')).rejects.toMatchObject({
      response: { status: 304 },
    })
  })

  it('stores an event, replaces it by its id, and fetches it', async () => {
    await client.insertEvent('b', day(1, 'first'))
    const [stored] = await client.getEvents('b', { limit: 1 })
    expect(stored).toMatchObject(day(1, 'first'))
    await client.replaceEvent('b', { ...stored!, data: { label: 'second' } })
    expect(await client.getEvent('b', stored!.id!)).toEqual({ ...day(1, 'second'), id: stored!.id })
    expect(await client.countEvents('b')).toBe(1)
  })

  it('refuses to replace without an id and to insert with one', async () => {
    await expect(client.replaceEvent('b', day(1))).rejects.toThrow(/without ID/)
    await expect(client.insertEvent('b', { ...day(1), id: 1 })).rejects.toThrow(/ID assigned/)
  })

  it('stores, replaces and deletes many', async () => {
    await client.insertEvents('b', [day(2, 'x'), day(3, 'y')])
    const start = new Date(`${DAY}2T00:00:00Z`)
    const events = await client.getEvents('b', { start })
    expect(events.map(({ data }) => data['label'])).toEqual(['y', 'x'])
    await client.replaceEvents(
      'b',
      events.map(({ id, timestamp }) => ({ id: id!, timestamp, data: { label: 'z' } })),
    )
    const replaced = await client.getEvents('b', { start, limit: -1 })
    expect(replaced.map(({ data }) => data['label'])).toEqual(['z', 'z'])
    expect(await client.getEvents('b', { start, end: start })).toHaveLength(1)
    for (const { id } of replaced) await client.deleteEvent('b', id!)
    expect(await client.countEvents('b', start, new Date())).toBe(1)
  })

  it('sends queued heartbeats in order, which become one event', async () => {
    await client.ensureBucket('beats', 'test', 'h')
    const firstMs = Date.UTC(2023, 0, 1)
    const beats = Array.from({ length: 10 }, (_, i) => ({
      timestamp: new Date(firstMs + i * 1000),
      data: { label: 'same' },
    }))
    await Promise.all(beats.map((beat) => client.heartbeat('beats', 5, beat)))
    const events = await client.getEvents('beats')
    expect(events).toMatchObject([{ duration: 9, timestamp: new Date(firstMs) }])
    await expect(client.heartbeat('nowhere', 5, beats[0]!)).rejects.toMatchObject({
      response: { status: 404 },
    })
  })

  it('sends heartbeats of the past after newer ones, and queries them', async () => {
    for (const number of [1, 2, 3]) await client.heartbeat('beats', 5, day(number))
    const query = ['RETURN = query_bucket("beats");']
    const from = (start: number, end: number) => ({
      start: new Date(`${DAY}${start}T00:00:00Z`),
      end: new Date(`${DAY}${end}T00:00:00Z`),
    })
    const [first] = (await client.query([from(1, 2)], query)) as IEvent[][]
    expect(first!.map(({ timestamp }) => timestamp)).toEqual([
      `${DAY}2T00:00:00Z`,
      `${DAY}1T00:00:00Z`,
    ])
    const text = `${DAY}1T00:00:00.000Z/${DAY}2T00:00:00.000Z`
    expect(await client.query([text], query)).toEqual([first])
    expect((await client.query([from(2, 3)], query))[0]).toHaveLength(2)
  })

  it('keeps answers of the past, if they are not empty', async () => {
    const query = ['RETURN = query_bucket("beats");']
    const past = '1980-01-01T00:00:00Z/1980-01-02T00:00:00Z'
    expect(await client.query([past], query)).toEqual([[]])
    await client.heartbeat('beats', 5, event('1980-01-01T12:00:00Z', 'old'))
    expect((await client.query([past], query))[0]).toHaveLength(1)
    await client.heartbeat('beats', 5, event('1980-01-01T13:00:00Z', 'unseen'))
    expect((await client.query([past], query))[0]).toHaveLength(1)
    const other = new AWClient('other', { baseURL: client.baseURL })
    expect((await other.query([past], query))[0]).toHaveLength(2)
  })

  it('is told what is wrong with a query', async () => {
    await expect(client.query([`${DAY}1T00:00:00Z/${DAY}2T00:00:00Z`], ['nope']))
      .rejects //
      .toMatchObject({
        response: { status: 500, data: { message: expect.stringMatching(/^ParsingError/) } },
      })
  })

  it('aborts what it waits for, and goes on after', async () => {
    const silent = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const waiting = client.getInfo()
    await client.abort('test')
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_CANCELED' })
    silent.mockRestore()
    expect(await client.getInfo()).toMatchObject({ testing: true })
  })

  it('keeps settings', async () => {
    await client.set_setting('views', { activity: [1, 2.5] })
    await client.set_setting('classes', [{ name: ['Work'], rule: { type: 'none' } }])
    expect(await client.get_setting('views')).toEqual({ activity: [1, 2.5] })
    // It sends bare texts as a form, which the original does not take either.
    await expect(client.set_setting('theme', 'dark')).rejects.toMatchObject({
      response: { status: 404 },
    })
    expect(await client.get_settings()).toEqual({
      classes: [{ name: ['Work'], rule: { type: 'none' } }],
      views: { activity: [1, 2.5] },
    })
  })

  it('leaves nothing in the log', () => {
    expect(server.troubles).toEqual([])
  })
})
