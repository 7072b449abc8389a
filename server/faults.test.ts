import { describe, expect, it } from 'vitest'
import { withoutLastEvent } from './faults/wrong-answer.ts'
import { seededRandom } from './faults/seeded-random.ts'
import { BUCKET, event, startTestServer } from './test-server.ts'

describe('artificial faults', () => {
  it('answer a share of the requests with 500', async () => {
    const server = await startTestServer({ faults: ['error=50%'] })
    const statuses: number[] = []
    for (let i = 0; i < 40; i++) statuses.push((await server.ask('GET', '/info')).status)
    const random = seededRandom()
    expect(statuses).toEqual(statuses.map(() => (random() < 0.5 ? 500 : 200)))
    await server.close()
  })

  it('drop the last event of an answer', async () => {
    const server = await startTestServer({ faults: ['wrong-answer=100%'] })
    await server.ask('POST', '/buckets/b', BUCKET)
    await server.ask('POST', '/buckets/b/events', [event(0), event(1)])
    for (const query of ['', '?limit=10']) {
      const { text, headers } = await server.ask('GET', `/buckets/b/events${query}`)
      expect((JSON.parse(text) as unknown[]).length).toBe(1)
      expect(headers.get('content-length')).toBe(String(text.length))
    }
    await server.close()
  })

  it('of the other kinds leave answers alone', async () => {
    const server = await startTestServer({ faults: ['cpu=100%', 'latency=1ms@p100', 'leak=1kb'] })
    expect((await server.ask('GET', '/buckets/')).text).toBe('{}')
    await server.close()
  })
})

describe('withoutLastEvent', () => {
  it.each([
    ['[{"a":1},{"b":"}],["},{"c":{"d":[{}]}}]', '[{"a":1},{"b":"}],["}]'],
    ['[[{"a":1}],[]]', '[[],[]]'],
    ['[{"a":"\\"]"}]', '[]'],
    ['[1.0]', '[1.0]'],
    ['{"a":[{"b":1}]}', '{"a":[{"b":1}]}'],
    ['[]', '[]'],
  ])('makes %s to %s', (before, after) => {
    expect(withoutLastEvent(before)).toBe(after)
    expect(String(withoutLastEvent(Buffer.from(before)))).toBe(after)
  })
})
