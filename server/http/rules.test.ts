import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'

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

  it.each(['', '/'])('takes every route with %j behind it', async (slash) => {
    const timeperiods = ['2018-01-01T00:00:00Z/2018-01-02T00:00:00Z']
    for (const [method, path, body, status] of [
      ['GET', '/buckets/b', undefined, 200],
      ['GET', '/buckets/b/events', undefined, 200],
      ['GET', '/buckets/b/events/count', undefined, 200],
      ['POST', '/buckets/b/events', [], 200],
      ['POST', '/query', { timeperiods, query: ['return 1;'] }, 200],
      ['POST', '/import', { buckets: {} }, 200],
      ['GET', '/export', undefined, 200],
      ['POST', '/settings/key', 1, 201],
      ['GET', '/settings', undefined, 200],
      ['GET', '/info', undefined, 200],
    ] as const) {
      expect([path, (await server.ask(method, path + slash, body)).status]).toEqual([path, status])
    }
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
