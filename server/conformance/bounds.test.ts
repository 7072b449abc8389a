// What a query may take, and what it may not do to others, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ queryLimits: { timeMs: 10_000, items: 2_000 } })
  await server.ask('POST', '/buckets/b', BUCKET)
  const titles = ['a'.repeat(5_000), `${'a'.repeat(5_000)}!`, `${'ab'.repeat(2_000)}c`]
  await server.ask(
    'POST',
    '/buckets/b/events',
    titles.map((title, i) => event(i, 1, { title })),
  )
})
afterAll(async () => {
  expect(server.troubles).toEqual([])
  await server.close()
})

const ask = (program: string) =>
  server.ask('POST', '/query', { timeperiods: [`${at(-9)}/${at(9)}`], query: [program] })

describe('patterns of clients that are known to stall engines', () => {
  // Each takes a backtracking engine years on the titles above.
  it.each([
    '(a+)+$',
    '(a|a)*b',
    '(a|aa)+$',
    '(.*a){25}x',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a*)*b',
    '(?i)^(a+)+c$',
    '((ab)*)*d',
    '^(\\w+\\s?)*$x',
    '^(a+)+$(?=b)',
    '(?<=(a|a)*b)c!',
    '(a*)*b\\1c',
  ])('%s is answered', async (pattern) => {
    const filtered = `filter_keyvals_regex(query_bucket("b"), "title", "${pattern}")`
    const rules = `[[["A"], {"type": "regex", "regex": "${pattern}"}]]`
    const program = `${filtered}; return sum_durations(categorize(query_bucket("b"), ${rules}));`
    expect((await ask(program)).text).toBe('[3.0]')
  })

  it('of a size that would fill the memory are refused, or answered', async () => {
    for (const pattern of ['((a{1,100}){1,100}){1,100}', 'a{1000000}', '(x?){999}'.repeat(50)]) {
      const { status, text } = await ask(
        `return filter_keyvals_regex(query_bucket("b"), "title", "${pattern}");`,
      )
      expect(status === 200 || text.includes('RegexCompileError'), text.slice(0, 200)).toBe(true)
    }
  })

  it('that look around, and lack something, are refused with a message', async () => {
    const { status, text } = await ask('return filter_keyvals_regex([], "title", "(?=a");')
    expect([status, text]).toEqual([500, expect.stringContaining('RegexCompileError')])
  })
})

describe('lists that grow', () => {
  it('by doubling end at the limit that the server was given', async () => {
    const doubling = 'a = a + a; '.repeat(40)
    for (const first of ['[1]', 'query_bucket("b")', '"text of some length"']) {
      const { status, text } = await ask(`a = ${first}; ${doubling} return a;`)
      expect([status, text]).toEqual([500, expect.stringContaining('LimitExceeded')])
    }
    expect((await ask(`a = [1]; ${'a = a + a; '.repeat(9)} return contains(a, 1);`)).text).toBe(
      '[true]',
    )
  })

  it('into the depth end, too', async () => {
    for (const program of [
      `return ${'['.repeat(5_000)}${']'.repeat(5_000)};`,
      `a = 1; ${'a = [a]; '.repeat(5_000)} return a;`,
      `return ${'('.repeat(50_000)}1;`,
    ]) {
      expect((await ask(program)).text).toMatch(/LimitExceeded/)
    }
  })
})
