import SqliteDatabase from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BUCKET, at, event, startTestServer, type TestServer } from '../test-server.ts'
import { PROFILES } from '../tuning.ts'

let server: TestServer

/** Servers take their time to start: each block has one, and its tests leave no bucket behind. */
function withServer(profile: keyof typeof PROFILES): void {
  beforeAll(async () => {
    server = await startTestServer({ tuning: PROFILES[profile] })
  })
  afterEach(async () => {
    const { text } = await server.ask('GET', '/buckets')
    for (const id of Object.keys(JSON.parse(text) as object)) {
      await server.ask('DELETE', `/buckets/${encodeURIComponent(id)}`)
    }
    expect(server.troubles).toEqual([])
  })
  afterAll(() => server.close())
}

function fileOf(...events: readonly object[]) {
  return { buckets: { any: { id: 'b', ...BUCKET, created: at(0), events } } }
}

const count = async () => Number((await server.ask('GET', '/buckets/b/events/count')).text)

/** A form with one part, as the web UI sends it. */
function form(name: string, content: string, boundary = 'XX'): [string, Record<string, string>] {
  const body =
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n` +
    `Content-Type: application/json\r\n\r\n${content}\r\n--${boundary}--\r\n`
  return [body, { 'Content-Type': `multipart/form-data; boundary=${boundary}` }]
}

describe.each(['default', 'master'] as const)('import and export, profile %s', (profile) => {
  withServer(profile)

  it('follow the story of the original’s own test', async () => {
    expect(await server.ask('POST', '/import', fileOf(event(0, 1)))).toMatchObject({
      status: 200,
      text: '',
    })
    expect((await server.ask('POST', '/import', fileOf(event(1, 1)))).status).toBe(200)
    expect(await count()).toBe(2)
    expect((await server.ask('POST', '/import/', fileOf(event(0, 1)))).status).toBe(200)
    expect(await count()).toBe(2)
    await server.ask('POST', '/import', fileOf(event(0.5, 30)))
    expect(await count()).toBe(3)

    const exported = await server.ask('GET', '/buckets/b/export')
    expect(exported.status).toBe(200)
    expect(exported.headers.get('content-type')).toBeNull()
    expect(exported.headers.get('content-disposition')).toBe(
      'attachment; filename=aw-bucket-export_b.json',
    )
    await server.ask('DELETE', '/buckets/b')
    const [body, headers] = form('buckets.json', exported.text)
    expect((await server.ask('POST', '/import', body, headers)).status).toBe(200)
    const all = await server.ask('GET', '/export')
    const { buckets } = JSON.parse(all.text)
    expect(Object.keys(buckets)).toEqual(['b'])
    expect(buckets.b.events).toHaveLength(3)
  })
})

describe('an export', () => {
  withServer('default')

  it('is the bucket with all its events, newest first, with their ids', async () => {
    await server.ask('POST', '/buckets/b', { ...BUCKET, created: at(0) })
    const early = { timestamp: '1960-01-01T00:00:00Z', duration: 1, data: {} }
    await server.ask('POST', '/buckets/b/events', [event(0, 1, { z: 1, a: 2.0 }), early])
    expect((await server.ask('GET', '/buckets/b/export')).text).toBe(
      '{"buckets":{"b":{"id":"b","type":"test","client":"test-client","hostname":"test-host",' +
        '"created":"2018-01-01T01:01:01Z","data":{},"metadata":{"start":"1960-01-01T00:00:00Z",' +
        '"end":"2018-01-01T01:01:02Z"},"events":[{"id":1,"timestamp":"2018-01-01T01:01:01Z",' +
        '"duration":1.0,"data":{"a":2,"z":1}},{"id":2,"timestamp":"1960-01-01T00:00:00Z",' +
        '"duration":1.0,"data":{}}],"last_updated":null}}}',
    )
  })

  it('of everything is named after its bucket if there is just one', async () => {
    const names = async () =>
      (await server.ask('GET', '/export')).headers.get('content-disposition')
    expect((await server.ask('GET', '/export')).text).toBe('{"buckets":{}}')
    expect(await names()).toBe('attachment; filename=aw-buckets-export.json')
    await server.ask('POST', '/buckets/%C3%A4%0D%0Ax', BUCKET)
    expect(await names()).toBe('attachment; filename=aw-bucket-export____x.json')
    await server.ask('POST', '/buckets/b', BUCKET)
    expect(await names()).toBe('attachment; filename=aw-buckets-export.json')
    expect((await server.ask('GET', '/buckets/none/export')).status).toBe(404)
    expect(await server.ask('HEAD', '/export')).toMatchObject({ status: 200, text: '' })
  })
})

describe('an import', () => {
  withServer('default')

  it('leaves ids behind, which would take events away from other buckets', async () => {
    await server.ask('POST', '/buckets/other', BUCKET)
    await server.ask('POST', '/buckets/other/events', [event(0, 1)])
    const [{ id }] = JSON.parse((await server.ask('GET', '/buckets/other/events')).text)
    await server.ask('POST', '/import', fileOf(event(5, 1, {}, id)))
    expect((await server.ask('GET', '/buckets/other/events/count')).text).toBe('1')
    expect(JSON.parse((await server.ask('GET', '/buckets/b/events')).text)[0].id).toBe(id + 1)
  })

  it('keeps both of two events that have one id', async () => {
    const twins = [event(0, 1, { n: 1 }, 7), event(5, 1, { n: 2 }, 7)]
    expect((await server.ask('POST', '/import', fileOf(...twins))).status).toBe(200)
    expect(await count()).toBe(2)
  })

  it('keeps doubles within the file, and drops what the bucket has', async () => {
    await server.ask('POST', '/import', fileOf(event(0, 1), event(0, 1), event(0, 1, { a: 1 })))
    expect(await count()).toBe(3)
    await server.ask('POST', '/import', fileOf(event(0, 1), event(0, 1, { a: 1 }), event(0, 2)))
    expect(await count()).toBe(4)
  })

  it('does not mistake an event that begins before the file for one of its own', async () => {
    await server.ask('POST', '/import', fileOf(event(0, 10)))
    await server.ask('POST', '/import', fileOf(event(4, 2), event(5, 5)))
    expect(await count()).toBe(3)
  })

  it('merges a bucket that the file has twice', async () => {
    const bucket = { id: 'b', ...BUCKET, events: [event(0, 1)] }
    await server.ask('POST', '/import', { buckets: { x: bucket, y: bucket } })
    expect(await count()).toBe(1)
  })

  it('finds what is stored for each part of a bucket that the file has twice', async () => {
    await server.ask('POST', '/import', fileOf(event(0, 1), event(100, 1)))
    const part = (...events: readonly object[]) => ({ id: 'b', ...BUCKET, events })
    const buckets = { x: part(event(0, 1)), y: part(event(100, 1), event(50, 1)) }
    await server.ask('POST', '/import', { buckets })
    expect(await count()).toBe(3)
  })

  it('knows stored data that another server has spelled otherwise', async () => {
    await server.ask('POST', '/import', fileOf(event(0, 1, { b: 1, a: 'ä' })))
    const db = new SqliteDatabase(server.databaseFile)
    db.prepare('UPDATE events SET data = ?').run('{"b": 1, "a": "\\u00e4"}')
    db.close()
    await server.ask('POST', '/import', fileOf(event(0, 1, { a: 'ä', b: 1 }), event(0, 1)))
    expect(await count()).toBe(2)
  })

  it('changes nothing of a bucket that exists', async () => {
    await server.ask('POST', '/buckets/b', { ...BUCKET, hostname: 'mine', created: at(-5) })
    await server.ask('POST', '/import', fileOf(event(0, 1)))
    expect(JSON.parse((await server.ask('GET', '/buckets/b')).text)).toMatchObject({
      hostname: 'mine',
      created: '2018-01-01T01:00:56Z',
      metadata: { start: at(0).replace('.000', ''), end: at(1).replace('.000', '') },
    })
  })

  it('drops entries that are no events, even broken strings in them', async () => {
    const events =
      '[1,"x",null,{},{"timestamp":"2018-01-01T00:00:00Z","data":{"a":"\\ud800"}},' +
      '{"timestamp":"2018-01-01T00:00:00Z","data":{"a":"\\ud83d\\ude00"}}]'
    const bucket = `{"id":"b","type":"t","client":"c","hostname":"h","events":${events}}`
    expect((await server.ask('POST', '/import', `{"buckets":{"b":${bucket}}}`)).status).toBe(200)
    expect(JSON.parse((await server.ask('GET', '/buckets/b/events')).text)).toMatchObject([
      { data: { a: '😀' } },
    ])
    expect((await server.ask('POST', '/buckets/c', bucket.replace('"b"', '"c"'))).status).toBe(200)
    expect((await server.ask('GET', '/buckets/c/events/count')).text).toBe('1')
  })

  it.each([
    ['', 400],
    ['{"buckets":{"b":{"id":"b","type":"t","client":"c","hostname":"h","events":[1 2]}}}', 400],
    ['{"buckets":{"b":{"id":"b","type":"t","client":"c","hostname":"h","events":[', 400],
    ['{"buckets":{"b":{"id":"\\ud800","type":"t","client":"c","hostname":"h"}}}', 400],
    ['{}', 422],
    ['{"buckets":[]}', 422],
    ['{"buckets":{},"buckets":{}}', 422],
    ['{"buckets":{"b":{}}}', 422],
    ['{"buckets":{}}', 200],
  ])('of %s gets %i', async (body, status) => {
    expect((await server.ask('POST', '/import', body)).status).toBe(status)
  })

  it('takes a part named buckets, with or without more to its name', async () => {
    const text = JSON.stringify(fileOf(event(0, 1)))
    for (const [name, content, status] of [
      ['buckets', text, 200],
      ['buckets.json', text, 200],
      ['other', text, 422],
      ['buckets', '{', 422],
      ['buckets', '[]', 422],
    ] as const) {
      expect((await server.ask('POST', '/import', ...form(name, content))).status).toBe(status)
    }
    const [body] = form('buckets', text)
    const type = (value: string) => ({ 'Content-Type': value })
    expect((await server.ask('POST', '/import', body, type('multipart/form-data'))).status).toBe(
      422,
    )
    const other = type('multipart/form-data; boundary=other')
    expect((await server.ask('POST', '/import', body, other)).status).toBe(422)
    expect((await server.ask('POST', '/import', body, type('text/plain'))).status).toBe(404)
    expect(await count()).toBe(1)
  })

  it('lets other requests through while it stores', async () => {
    await server.ask('POST', '/buckets/w', BUCKET)
    const events = Array.from({ length: 20_000 }, (_, i) => event(i, 1, { i }))
    const done = server.ask('POST', '/import', fileOf(...events))
    const order: string[] = []
    void done.then(() => order.push('import'))
    // From the moment the bucket is there, its events are on their way into it.
    while ((await server.ask('GET', '/buckets/b')).status !== 200) {
      expect(order).toEqual([])
    }
    const beat = await server.ask('POST', '/buckets/w/heartbeat?pulsetime=1', event(0))
    order.push(`heartbeat ${beat.status}`)
    await done
    expect(order).toEqual(['heartbeat 200', 'import'])
    expect(await count()).toBe(20_000)
  })

  it('sent twice at once stores its events once', async () => {
    const file = fileOf(...Array.from({ length: 1000 }, (_, i) => event(i, 1, { i })))
    await Promise.all([1, 2].map(() => server.ask('POST', '/import', file)))
    expect(await count()).toBe(1000)
  })
})
