import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUCKET, event, startTestServer, type TestServer } from './test-server.ts'

describe('the API, as the original tests it', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  it('starts with no buckets', async () => {
    expect(await server.ask('GET', '/buckets/')).toMatchObject({ status: 200, text: '{}' })
    expect(await server.ask('GET', '/buckets/id')).toMatchObject({
      status: 404,
      text: `{"message":"The requested bucket 'id' does not exist"}`,
    })
  })

  it('creates a bucket once', async () => {
    const created = await server.ask('POST', '/buckets/id', { id: 'id', ...BUCKET })
    expect(created).toMatchObject({ status: 200, text: '' })
    expect(created.headers.get('content-length')).toBe('0')
    expect(created.headers.get('content-type')).toBeNull()
    expect((await server.ask('POST', '/buckets/id', { id: 'id', ...BUCKET })).status).toBe(304)
  })

  it('shows the bucket in the list and alone', async () => {
    const list = JSON.parse((await server.ask('GET', '/buckets/')).text)
    expect(Object.keys(list)).toEqual(['id'])
    const bucket = JSON.parse((await server.ask('GET', '/buckets/id')).text)
    expect(bucket).toMatchObject({
      id: 'id',
      ...BUCKET,
      data: {},
      events: null,
      metadata: { start: null, end: null },
      last_updated: null,
    })
    expect(Object.keys(bucket).join()).toBe(
      'id,type,client,hostname,created,data,metadata,events,last_updated',
    )
    expect(list.id).toEqual(bucket)
  })

  it('deletes a bucket', async () => {
    expect((await server.ask('GET', '/buckets/other')).status).toBe(404)
    expect(await server.ask('DELETE', '/buckets/id')).toMatchObject({ status: 200, text: '' })
    expect((await server.ask('GET', '/buckets/id')).status).toBe(404)
    expect((await server.ask('GET', '/buckets/')).text).toBe('{}')
  })

  it('stores an event and gives it back byte for byte', async () => {
    await server.ask('POST', '/buckets/id', BUCKET)
    const text = '[{"id":1,"timestamp":"2018-01-01T01:01:01Z","duration":1.0,"data":{}}]'
    const sent = [{ timestamp: '2018-01-01T01:01:01Z', duration: 1, data: {} }]
    expect(await server.ask('POST', '/buckets/id/events', sent)).toMatchObject({
      status: 200,
      text,
    })
    expect((await server.ask('GET', '/buckets/id/events')).text).toBe(text)
    expect((await server.ask('GET', '/buckets/id/events?limit=5')).text).toBe(text)
    expect((await server.ask('GET', '/buckets/id/events/1')).text).toBe(text.slice(1, -1))
  })

  it('merges a heartbeat into it and keeps the id', async () => {
    const text = '{"id":1,"timestamp":"2018-01-01T01:01:01Z","duration":2.0,"data":{}}'
    const beat = await server.ask('POST', '/buckets/id/heartbeat?pulsetime=2', event(1, 1))
    expect(beat).toMatchObject({ status: 200, text })
    expect((await server.ask('GET', '/buckets/id/events')).text).toBe(`[${text}]`)
  })

  it('answers queries', async () => {
    const timeperiods = ['2000-01-01T00:00:00Z/2020-01-01T00:00:00Z']
    const ask = (query: string[]) => server.ask('POST', '/query/', { timeperiods, query })
    expect(await ask(['return 1;'])).toMatchObject({ status: 200, text: '[1.0]' })
    expect((await ask(['return query_bucket("id");'])).text).toBe(
      '[[{"data":{},"duration":2.0,"id":1,"timestamp":"2018-01-01T01:01:01Z"}]]',
    )
    expect(await ask([''])).toMatchObject({ status: 500, text: '{"message":"EmptyQuery"}' })
  })

  it('deletes and counts events', async () => {
    expect((await server.ask('GET', '/buckets/id/events/count')).text).toBe('1')
    expect((await server.ask('DELETE', '/buckets/id/events/1')).status).toBe(200)
    expect((await server.ask('GET', '/buckets/id/events/count')).text).toBe('0')
    expect((await server.ask('DELETE', '/buckets/id/events/1')).status).toBe(200)
  })

  it('says who it is', async () => {
    expect((await server.ask('GET', '/info')).text).toBe(
      '{"hostname":"test-host","version":"v0","testing":true,"device_id":"test-device"}',
    )
  })

  it('answers OPTIONS without an origin', async () => {
    expect(await server.ask('OPTIONS', '/buckets/')).toMatchObject({ status: 200, text: '' })
  })

  it('had no trouble', () => {
    expect(server.troubles).toEqual([])
  })
})
