import { afterEach, describe, expect, it } from 'vitest'
import type { Scenario } from '../core/scenario.ts'
import { describeDifference, takeAnswers } from './answers.ts'
import type { AnswerDigest, KeptBodies } from './answers.ts'
import { startCountingServer } from './fixtures/counting-server.ts'
import type { Respond } from './fixtures/counting-server.ts'
import { createHttpClient } from './http-client.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const SCENARIO: Scenario = {
  name: 'items',
  title: 'items',
  table: 'Reads',
  summary: '',
  readOnly: true,
  loads: [],
}

async function take(
  respond: Respond,
  role: 'baseline' | 'candidate',
  kept: KeptBodies,
  answers: 'bytes' | 'json' = 'bytes',
): Promise<AnswerDigest[]> {
  const server = await startCountingServer(respond)
  closers.push(server.close)
  const client = createHttpClient(server.origin, { connections: 1, timeoutMs: 5000 })
  closers.push(client.close)
  const stream = (index: number) => ({ path: `/items/${index}` })
  return await takeAnswers(
    { ...SCENARIO, answers },
    client,
    stream,
    { load: 'reads', count: 2, role },
    kept,
  )
}

const say =
  (text: string): Respond =>
  (response) =>
    response.end(text)

describe('answers', () => {
  it('of equal bodies have equal digests and no difference', async () => {
    const kept: KeptBodies = new Map()
    const [baseline] = await take(say('[1,2]'), 'baseline', kept)
    const [candidate] = await take(say('[1,2]'), 'candidate', kept)
    expect(candidate).toMatchObject({ digest: baseline!.digest, bytes: 5, fault: undefined })
    expect(candidate!.difference).toBeUndefined()
  })

  it('that differ name the request and the first place, compared request by request', async () => {
    const kept: KeptBodies = new Map()
    await take(say('[1,2]'), 'baseline', kept)
    const digests = await take(
      (response, index) => response.end(`[1,${index + 2}]`),
      'candidate',
      kept,
    )
    expect(digests[0]!.difference).toBeUndefined()
    expect(digests[1]).toMatchObject({
      request: 'GET /items/1',
      difference: 'at byte 3 of 5 expected "[1,2]", got "[1,3]" (5 bytes)',
    })
  })

  it('compared as JSON ignore the order of keys and white space, not of lists', async () => {
    const kept: KeptBodies = new Map()
    await take(say('{"a":[1,2],"b":{"c":1,"d":2}}'), 'baseline', kept, 'json')
    const same = await take(say('{ "b":{"d":2,"c":1}, "a":[1,2] }'), 'candidate', kept, 'json')
    const other = await take(say('{"a":[2,1],"b":{"c":1,"d":2}}'), 'candidate', kept, 'json')
    const bytes = await take(say('{ "b":{"d":2,"c":1}, "a":[1,2] }'), 'candidate', kept)
    expect(same[0]!.difference).toBeUndefined()
    expect(other[0]!.difference).toContain('expected')
    expect(bytes[0]!.difference).toContain('expected')
  })

  it('with a wrong status, or with none, tell what was expected and what came', async () => {
    const kept: KeptBodies = new Map()
    const [wrong] = await take((response) => response.writeHead(500).end(), 'baseline', kept)
    const [lost] = await take((response) => response.socket!.destroy(), 'baseline', kept)
    expect(wrong!.fault).toEqual({ expected: 'status 2xx', got: 'status 500', lost: false })
    expect(lost!.fault).toMatchObject({ expected: 'status 2xx', lost: true })
    expect(lost!.fault!.got).toMatch(/^no complete answer \(\w+\)$/)
  })

  it('of different statuses have different digests, even with equal bodies', async () => {
    const kept: KeptBodies = new Map()
    const [good] = await take(say(''), 'baseline', kept)
    const [bad] = await take((response) => response.writeHead(404).end(), 'candidate', kept)
    expect(bad!.digest).not.toBe(good!.digest)
  })
})

describe('the description of a difference', () => {
  it('shows a little of both sides around the first differing byte', () => {
    const expected = Buffer.from(`${'a'.repeat(100)}x${'b'.repeat(100)}`)
    const got = Buffer.from(`${'a'.repeat(100)}y${'b'.repeat(100)}`)
    expect(describeDifference(expected, got)).toBe(
      `at byte 100 of 201 expected "${'a'.repeat(20)}x${'b'.repeat(29)}", got "${'a'.repeat(20)}y${'b'.repeat(29)}" (201 bytes)`,
    )
  })

  it('tells a shorter and an empty answer', () => {
    const expected = Buffer.from('[1]')
    expect(describeDifference(expected, Buffer.from('[1'))).toContain('at byte 2 of 3')
    expect(describeDifference(expected, Buffer.alloc(0))).toContain('got "" (0 bytes)')
    expect(describeDifference(undefined, expected)).toBeUndefined()
  })
})
