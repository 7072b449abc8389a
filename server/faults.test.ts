import { describe, expect, it, vi } from 'vitest'
import { parseFault } from './faults.ts'
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

  it('hold up everybody at one request of so many, without using the CPU', async () => {
    const wait = vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out')
    const server = await startTestServer({ faults: ['stall=1.5s@3'] })
    const waited: number[][] = []
    for (let i = 0; i < 7; i++) {
      wait.mockClear()
      await server.ask('GET', '/buckets/')
      waited.push(wait.mock.calls.flatMap(([, , , ms]) => ms ?? []))
    }
    expect(waited).toEqual([[], [], [1500], [], [], [1500], []])
    wait.mockRestore()
    await server.close()
  })

  it.each(['stall=1s', 'stall=1s@0', 'stall=100s@5', 'stall=1ms@5'])('refuse "%s"', (text) => {
    expect(() => parseFault(text)).toThrow('stall=1s@500, leak=1kb, error=5%, wrong-answer=5%; got')
  })

  it('of the other kinds leave answers alone', async () => {
    const faults = ['cpu=100%', 'latency=1ms@p100', 'stall=0.001s@1', 'leak=1kb']
    const server = await startTestServer({ faults })
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
