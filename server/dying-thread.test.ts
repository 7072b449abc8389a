import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at, BUCKET, event, startTestServer, type TestServer } from './test-server.ts'
import { PROFILES } from './tuning.ts'

/** All threads that the server under test has started. */
const workers: Worker[] = []
const collect = (worker: Worker) => void workers.push(worker)

beforeEach(() => void process.on('worker', collect))
afterEach(() => {
  process.off('worker', collect)
  workers.length = 0
})

/** The thread that gets the next job dies when it is about to begin: it cannot read what comes before. */
function killAtNextJob(): void {
  let isOver = false
  for (const worker of workers) {
    const post = worker.postMessage.bind(worker)
    worker.postMessage = (...args: Parameters<typeof post>) => {
      if (!isOver) post(null)
      isOver = true
      post(...args)
    }
  }
}

const query = {
  timeperiods: [`${at(-9)}/${at(9)}`],
  query: ['return sum_durations(query_bucket("b"));'],
}

describe.each(['default', 'branch'] as const)('a thread that dies, profile %s', (profile) => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer({ tuning: PROFILES[profile] })
    await server.ask('POST', '/buckets/b', BUCKET)
    await server.ask('POST', '/buckets/b/events', [event(0, 1), event(5, 1)])
  })
  afterEach(() => server.close())

  it('costs its request an error, and the next one is answered', async () => {
    for (const [method, path, body] of [
      ['POST', '/query/', query],
      ['GET', '/buckets/b/events', undefined],
      ['GET', '/buckets/b/events/count', undefined],
      ['GET', '/export', undefined],
    ] as const) {
      const ask = () => server.ask(method, path, body)
      const { status, text } = await ask()
      expect([path, status]).toEqual([path, 200])
      killAtNextJob()
      expect([path, (await ask()).status]).toEqual([path, 500])
      // As often as there may be threads: none of them is left behind.
      for (let i = 0; i < 10; i++) expect(await ask()).toMatchObject({ status: 200, text })
    }
    const deaths = server.troubles.filter((trouble) => trouble.startsWith('A worker thread died'))
    expect(deaths).toHaveLength(4)
  })
})
