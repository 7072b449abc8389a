import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ToThread } from '../threads/messages.ts'
import { BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'
import { PROFILES } from '../tuning.ts'

/** Past what the HTTP thread parses. */
const LARGE_BYTES = 300_000

const padded = (body: string) => body + ' '.repeat(LARGE_BYTES)

describe.each(['default', 'master'] as const)('many events at once, profile %s', (profile) => {
  const jobs: string[] = []
  const watch = (worker: Worker) => {
    const post = worker.postMessage.bind(worker)
    worker.postMessage = (...args: Parameters<typeof post>) => {
      const message = args[0] as ToThread
      if (message.kind === 'job') jobs.push(message.job.kind)
      post(...args)
    }
  }
  let server: TestServer
  beforeAll(async () => {
    process.on('worker', watch)
    server = await startTestServer({ tuning: PROFILES[profile] })
    await server.ask('GET', '/buckets')
  })
  beforeEach(async () => {
    await server.ask('POST', '/buckets/b', BUCKET)
    jobs.length = 0
  })
  afterEach(() => server.ask('DELETE', '/buckets/b'))
  afterAll(async () => {
    process.off('worker', watch)
    expect(server.troubles).toEqual([])
    await server.close()
  })

  it('are parsed by a worker thread, few are not', async () => {
    await server.ask('POST', '/buckets/b/events', [event(0)])
    expect(jobs).toEqual([])
    await server.ask('POST', '/buckets/b/events', padded(JSON.stringify([event(1)])))
    expect(jobs).toEqual(['parse'])
  })

  it('are answered with their ids, in their order', async () => {
    const sent = Array.from({ length: 5_500 }, (_, i) => {
      return event(i % 7, 1.5, { title: `ä${i}`.repeat(8), b: i % 3 })
    })
    const { status, text } = await server.ask('POST', '/buckets/b/events', sent)
    expect(status).toBe(200)
    const stored = JSON.parse(text) as { readonly id: number }[]
    const ids = stored.map(({ id }) => id)
    expect(ids).toEqual(sent.map((_, i) => ids[0]! + i))
    expect(stored).toMatchObject(sent.map(({ duration, data }) => ({ duration, data })))
    const read = JSON.parse((await server.ask('GET', '/buckets/b/events')).text) as object[]
    expect(new Set(read.map((each) => JSON.stringify(each)))).toEqual(
      new Set(stored.map((each) => JSON.stringify(each))),
    )
  })

  it('replace the events whose ids they have', async () => {
    const [{ id }] = JSON.parse(
      (await server.ask('POST', '/buckets/b/events', [event(0, 1)])).text,
    ) as [{ id: number }]
    const body = padded(JSON.stringify([event(5, 5, { a: 1 }, id), event(6, 6, { a: 1 })]))
    const { text } = await server.ask('POST', '/buckets/b/events', body)
    expect(JSON.parse(text)).toMatchObject([
      { id, duration: 5 },
      { id: id + 1, duration: 6 },
    ])
    expect((await server.ask('GET', '/buckets/b/events/count')).text).toBe('2')
  })

  it.each([
    '{}',
    '[',
    '[1]',
    '[{}] x',
    '[{"timestamp":"2020-01-01T00:00:00Z","data":{}},{"data":{}}]',
    '[{"timestamp":"2020-01-01T00:00:00Z","data":{"a":"\\ud800"}}]',
    '[{"timestamp":"2262-01-01T00:00:00Z","duration":1e10,"data":{}}]',
    '[{"timestamp":"2020-01-01T00:00:00Z","data":{},"data":{}}]',
  ])('are refused with the words that few are refused with: %s', async (body) => {
    const few = await server.ask('POST', '/buckets/b/events', body)
    const many = await server.ask('POST', '/buckets/b/events', padded(body))
    expect([many.status, many.text]).toEqual([few.status, few.text])
    expect(few.status).toBeGreaterThanOrEqual(400)
    expect((await server.ask('GET', '/buckets/b/events/count')).text).toBe('0')
  })

  it('need a bucket', async () => {
    const body = padded(JSON.stringify([event(0)]))
    expect((await server.ask('POST', '/buckets/none/events', body)).status).toBe(404)
    expect((await server.ask('POST', '/buckets/none/events', padded('{}'))).status).toBe(422)
    expect((await server.ask('POST', '/buckets/b/events', padded('[]'))).text).toBe('[]')
  })
})
