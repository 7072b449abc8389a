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

describe('rules of paths, bodies and values', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    await server.ask('POST', '/buckets/b', BUCKET)
    await server.ask('POST', '/buckets/b/events', [event(0, 10), event(10, 10), event(20, 10)])
  })
  afterAll(() => server.close())

  it.each(['/buckets', '/buckets/', '//buckets//', '/%62uckets/'])('finds %s', async (path) => {
    expect((await server.ask('GET', path)).status).toBe(200)
  })

  it('keeps an encoded slash, a plus and other letters inside a bucket id', async () => {
    for (const id of ['a%2Fb', 'a+b', 'ä%20ö', '100%25']) {
      expect((await server.ask('POST', `/buckets/${id}`, BUCKET)).status).toBe(200)
      const { text } = await server.ask('GET', `/buckets/${id}`)
      expect(JSON.parse(text).id).toBe(decodeURIComponent(id))
    }
  })

  it('knows no other routes and methods', async () => {
    for (const [method, path] of [
      ['PUT', '/buckets/b'],
      ['PATCH', '/buckets/b'],
      ['DELETE', '/info'],
      ['GET', '/nothing'],
      ['GET', '/Buckets'],
    ] as const) {
      expect((await server.ask(method, path)).status).toBe(404)
    }
  })

  it('gives errors of the framework as a page, or as JSON to those who prefer it', async () => {
    const page = await server.ask('GET', '/nothing')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const headers = { Accept: 'application/json, text/plain, */*' }
    const json = await server.ask('GET', '/nothing', undefined, headers)
    expect(JSON.parse(json.text)).toEqual({
      error: { code: 404, reason: 'Not Found', description: expect.any(String) },
    })
  })

  it('sends the headers of the original', async () => {
    const { headers } = await server.ask('GET', '/buckets/b/events')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('server')).toBe('Rocket')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(headers.get('permissions-policy')).toBe('interest-cohort=()')
    expect(headers.get('content-length')).not.toBeNull()
  })

  it('answers HEAD like GET, without the body', async () => {
    const head = await server.ask('HEAD', '/buckets/b/events')
    const get = await server.ask('GET', '/buckets/b/events')
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  })

  it('takes bodies of JSON only', async () => {
    const headers = { 'Content-Type': 'text/plain' }
    expect((await server.ask('POST', '/buckets/c', BUCKET, headers)).status).toBe(404)
    const charset = { 'Content-Type': 'Application/JSON; charset=utf-8' }
    expect((await server.ask('POST', '/buckets/c', BUCKET, charset)).status).toBe(200)
  })

  it.each([
    ['', 400],
    ['[', 400],
    ['[{]', 400],
    ['[] x', 400],
    ['{}', 422],
    ['[1]', 422],
    ['[{"timestamp":"2018-01-01T00:00:00Z"}]', 422],
    ['[{"timestamp":"2018-01-01T00:00:00","data":{}}]', 422],
    ['[{"timestamp":"2018-01-01T00:00:00Z","data":[]}]', 422],
    ['[{"timestamp":"2018-01-01T00:00:00Z","data":{},"id":1.0}]', 422],
    ['[{"timestamp":"2018-01-01T00:00:00Z","data":{},"duration":"1"}]', 422],
    ['[{"timestamp":"2018-01-01T00:00:00Z","data":{},"duration":1e300}]', 400],
    ['[{"timestamp":"2018-01-01T00:00:00Z","data":{}}]', 200],
  ])('answers the events %s with %i', async (body, status) => {
    expect((await server.ask('POST', '/buckets/c/events', body)).status).toBe(status)
  })

  it.each([
    ['', 422],
    ['?pulsetime=x', 422],
    ['?pulsetime=.5', 200],
    ['?pulsetime=1e3&pulsetime=x', 200],
    ['?pulsetime=inf', 200],
    ['?pulsetime=NaN', 200],
  ])('answers a heartbeat with %s by %i', async (query, status) => {
    expect((await server.ask('POST', `/buckets/c/heartbeat${query}`, event(0))).status).toBe(status)
  })

  const ids = async (query: string) => {
    const { status, text } = await server.ask('GET', `/buckets/b/events${query}`)
    expect(status).toBe(200)
    return (JSON.parse(text) as { id: number }[]).map(({ id }) => id)
  }

  it('takes limits that are whole numbers, and no others', async () => {
    expect(await ids('?limit=2')).toEqual([3, 2])
    expect(await ids('?limit=0')).toEqual([])
    for (const none of ['-1', 'abc', '', '1.5', '99999999999999999999', '1&limit=1']) {
      expect(await ids(`?limit=${none}`)).toEqual([3, 2, 1])
    }
  })

  it('includes both ends of a range and clips to it', async () => {
    const range = '?start=2018-01-01T01:01:11Z&end=2018-01-01T01:01:21Z'
    expect((await server.ask('GET', `/buckets/b/events${range}`)).text).toBe(
      '[{"id":3,"timestamp":"2018-01-01T01:01:21Z","duration":0.0,"data":{}},' +
        '{"id":2,"timestamp":"2018-01-01T01:01:11Z","duration":10.0,"data":{}},' +
        '{"id":1,"timestamp":"2018-01-01T01:01:11Z","duration":0.0,"data":{}}]',
    )
    expect(await ids('?start=2018-01-01T01:01:25Z&end=2018-01-01T01:01:24Z')).toEqual([])
  })

  it('takes strict times only', async () => {
    for (const bad of ['2018-01-01T00:00:00+00:00', '2018-01-01', '']) {
      const reply = await server.ask('GET', `/buckets/b/events?start=${bad}`)
      expect(reply.status).toBe(400)
      expect(reply.text).toMatch(
        /^\{"message":"Failed to parse starttime, datetime needs to be in rfc3339 format: /,
      )
    }
    expect(
      (await server.ask('GET', '/buckets/b/events?end=2018-01-01T00:00:00%2B00:00')).status,
    ).toBe(200)
  })

  it('tells a missing bucket from a missing event', async () => {
    expect((await server.ask('GET', '/buckets/none/events/1')).status).toBe(404)
    expect(await server.ask('GET', '/buckets/b/events/99')).toMatchObject({
      status: 500,
      text: '{"message":"Failed to map get_event SQL statement: Query returned no rows"}',
    })
    expect((await server.ask('GET', '/buckets/b/events/x')).status).toBe(422)
    for (const path of ['events', 'events?limit=1', 'events/count']) {
      expect((await server.ask('GET', `/buckets/none/${path}`)).status).toBe(404)
    }
    expect((await server.ask('POST', '/buckets/none/events', [])).status).toBe(404)
  })
})
