// Whatever clients send, the server answers as specified and goes on. Each run has a seed of its own, which
// a failure prints.
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest } from '../raw-request.ts'
import { BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'

const RUN_MS = 2_500
const ANSWER_MS = 10_000

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  await server.ask('POST', '/buckets/b', BUCKET)
  await server.ask('POST', '/buckets/b/events', [event(0, 5, { app: 'A', url: 'https://x.org' })])
})
afterAll(async () => {
  // It lives, and nothing unexpected was logged.
  expect((await server.ask('GET', '/info')).status).toBe(200)
  await server.close()
  const unexpected = server.troubles.filter((trouble) => !trouble.includes('returns the function'))
  expect(unexpected).toEqual([])
})

/** Runs until the time is over, or a failure is found. */
async function fuzz<T>(inputs: fc.Arbitrary<T>, check: (input: T) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(inputs, check), {
    seed: Date.now() % 2 ** 31,
    numRuns: 1_000_000,
    interruptAfterTimeLimit: RUN_MS,
    markInterruptAsFailure: false,
    // Shrinking asks the server hundreds of times more.
    endOnFailure: true,
  })
}

/** An answer that comes at all; `fetch` gives up after a while. */
async function ask(method: string, path: string, body?: string, type?: string) {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    ...(body !== undefined && { body }),
    ...(type !== undefined && { headers: { 'Content-Type': type } }),
    signal: AbortSignal.timeout(ANSWER_MS),
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text() }
}

const JSON_TYPE = 'application/json'

const times = fc.oneof(
  fc.constantFrom(
    '2018-01-01T01:01:01Z',
    '2018-01-01T01:01:01+00:00',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '1677-09-21T00:12:43.145224192Z',
    '2262-04-11T23:47:16.854775807Z',
    '1969-12-31T23:59:59.999999999Z',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.string(),
)
const json = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
  fc.constantFrom('1e400', '-0', '18446744073709551616', '"\\ud800"', '[1,]', '{"a":1', ''),
  fc.constant('['.repeat(10_000)),
  fc.string(),
)
const numbers = fc.oneof(
  fc.double().map((number) => JSON.stringify(number) ?? 'null'),
  fc.constantFrom('0', '-1', '1e300', '-9.3e9', '1e-9', '"1"', 'null'),
)
const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
const ids = fc.constantFrom('', '"id":1,', '"id":null,', '"id":-9223372036854775808,', '"id":1.0,')
const events = fc
  .tuple(
    ids,
    times,
    numbers,
    fc.oneof(
      object.map((data) => JSON.stringify(data)),
      json,
    ),
  )
  .map(
    ([id, time, duration, data]) =>
      `{${id}"timestamp":${JSON.stringify(time)},"duration":${duration},"data":${data}}`,
  )
const bodies = fc.oneof(
  json,
  events,
  fc.array(events, { maxLength: 4 }).map((list) => `[${list.join()}]`),
)

const names = fc.constantFrom('b', 'b', 'missing', '%2F', '%ff', 'b%00', '..', '😀')
const values = fc.oneof(
  times,
  fc.constantFrom('-1', '0', '1', 'inf', 'NaN', '1e400', '99999999999999999999', '%zz', '+'),
)
const queries = fc
  .array(fc.tuple(fc.constantFrom('start', 'end', 'limit', 'pulsetime', 'x'), values), {
    maxLength: 4,
  })
  .map((pairs) => pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&'))
const paths = fc
  .tuple(
    fc.constantFrom('/api/0/', '//api//0/', '/%61pi/0/', '/'),
    fc.oneof(
      names.map((name) => `buckets/${name}`),
      names.map((name) => `buckets/${name}/events`),
      names.map((name) => `buckets/${name}/heartbeat`),
      fc.tuple(names, names).map(([name, id]) => `buckets/${name}/events/${id}`),
      names.map((name) => `settings/${name}`),
      fc.constantFrom('buckets/', 'info', 'query/', 'import', 'export', 'settings', 'index.html'),
    ),
    queries,
  )
  .map(([root, path, query]) => `${root}${path}?${query}`)

describe('requests of all kinds', () => {
  const methods = fc.constantFrom('GET', 'POST', 'POST', 'POST', 'OPTIONS', 'PUT', 'HEAD')
  const types = fc.constantFrom(
    JSON_TYPE,
    JSON_TYPE,
    'text/plain',
    'multipart/form-data',
    undefined,
  )

  it('get an answer below 500, but for events and queries that fail as specified', async () => {
    await fuzz(fc.tuple(methods, paths, bodies, types), async ([method, path, body, type]) => {
      const withBody = method === 'POST' || method === 'PUT'
      const { status, text } = await ask(method, path, withBody ? body : undefined, type)
      const mayFail = /events\/|query/.test(path)
      const isKnown = /no rows|^\{"message":"[A-Z]\w+(?:\(|")/.test(text) || method === 'HEAD'
      expect(status < 500 || (mayFail && status === 500 && isKnown), `${status} ${text}`).toBe(true)
    })
  })

  it('are HTTP, or are told that they are not', async () => {
    const lines = fc.array(fc.string({ minLength: 1, unit: 'binary-ascii' }), { maxLength: 4 })
    const requests = fc.tuple(fc.constantFrom('GET /api/0/info HTTP/1.1', 'GET', '\0'), lines)
    await fuzz(requests, async ([first, more]) => {
      const head = [first, 'Host: 127.0.0.1', ...more.map((line) => line.replace(/[\r\n]/g, ''))]
      const { status } = await rawRequest(server.port, head)
      expect(status).toBeLessThan(500)
    })
  })
})

describe('programs of all kinds', () => {
  const words = fc.constantFrom(
    ...'return if elif else { } ( ) [ ] , ; : = == + - * / % True false 1 1.5 "a" "app" a b'.split(
      ' ',
    ),
    ...'query_bucket flood categorize merge_events_by_keys concat RETURN # " \\ @ 😀'.split(' '),
    '\n',
  )
  const leaves = fc.constantFrom(
    ...'a 1 0 2.5 "app" "(?i)a|b" true [] {} flood query_bucket("b") ["app"]'.split(' '),
    '[[["A"], {"type": "regex", "regex": "A"}]]',
  )
  const functions = fc.constantFrom(
    ...'query_bucket find_bucket flood categorize tag concat limit_events print nope'.split(' '),
    ...'merge_events_by_keys chunk_events_by_key filter_keyvals filter_keyvals_regex'.split(' '),
    ...'period_union union_no_overlap filter_period_intersect split_url_events'.split(' '),
    ...'sort_by_duration sum_durations contains exclude_keyvals'.split(' '),
  )
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      leaves,
      fc
        .tuple(functions, fc.array(tie('expression'), { maxLength: 3 }))
        .map(([name, args]) => `${name}(${args.join(', ')})`),
      fc
        .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '=='), tie('expression'))
        .map((parts) => parts.join(' ')),
      fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join()}]`),
    ),
  }))
  const sensible = fc
    .tuple(expression, expression)
    .map(([first, second]) => `a = ${first}; return ${second};`)
  const programs = fc.oneof(
    sensible,
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
    fc.string(),
  )

  it('are answered, or told an error of the language', async () => {
    const timeperiods = ['2018-01-01T00:00:00Z/2018-01-02T00:00:00Z']
    await fuzz(programs, async (program) => {
      const body = JSON.stringify({ timeperiods, query: [program] })
      const { status, text } = await ask('POST', '/api/0/query/', body, JSON_TYPE)
      if (status === 200) JSON.parse(text)
      else {
        expect(status, text).toBe(500)
        // The page stands for a function in the answer.
        expect(text).toMatch(/^\{"message":"[A-Z][A-Za-z]+(?:\(|"\}$)|^<!DOCTYPE html>/)
      }
    })
  })
})

describe('imported files of all kinds', () => {
  const field = fc.constantFrom('"t"', '"c"', 'null', '1', '{}')
  const lists = fc.array(fc.oneof(events, json), { maxLength: 4 }).map((list) => `[${list.join()}]`)
  const buckets = fc
    .tuple(fc.constantFrom('i', 'j', ''), field, field, fc.oneof(lists, json), times)
    .map(
      ([id, type, client, list, created]) =>
        `{"id":"${id}","type":${type},"client":${client},"hostname":"h","created":${JSON.stringify(created)},"events":${list}}`,
    )
  const files = fc.oneof(
    fc
      .array(buckets, { maxLength: 3 })
      .map((list) => `{"buckets":{${list.map((each, i) => `"${i}":${each}`).join()}}}`),
    json,
  )
  const mutilated = fc
    .tuple(files, fc.nat(), fc.boolean())
    .map(([text, at, isCut]) => (isCut ? text.slice(0, at % (text.length + 1)) : text))

  it('are taken, or refused as a client’s mistake', async () => {
    await fuzz(fc.tuple(mutilated, fc.boolean()), async ([text, isForm]) => {
      const form = `--x\r\nContent-Disposition: form-data; name="buckets.json"\r\n\r\n${text}\r\n--x--\r\n`
      const type = isForm ? 'multipart/form-data; boundary=x' : JSON_TYPE
      const reply = await ask('POST', '/api/0/import', isForm ? form : text, type)
      expect([200, 400, 422], `${reply.status} ${reply.text}`).toContain(reply.status)
    })
    const exported = await ask('GET', '/api/0/export')
    expect([exported.status, typeof JSON.parse(exported.text)]).toEqual([200, 'object'])
  })
})
