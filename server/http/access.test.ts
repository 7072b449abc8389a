import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest, type RawReply } from '../raw-request.ts'
import { BUCKET, startTestServer, type TestServer } from '../test-server.ts'
import type { Access } from './access.ts'
import { allowedOrigins } from './allowed-origins.ts'

let server: TestServer

function withServer(access: Partial<Access> = {}): void {
  beforeAll(async () => {
    server = await startTestServer({ access })
  })
  afterAll(() => server.close())
}

/** With a Host unless the lines have one. */
function ask(line: string, ...headers: readonly string[]): Promise<RawReply> {
  const host = headers.some((header) => header.startsWith('Host')) ? [] : ['Host: localhost']
  return rawRequest(server.port, [`${line} HTTP/1.1`, ...host, ...headers])
}

describe('origins', () => {
  withServer()

  it('do nothing to requests that name none', async () => {
    const { headers } = await ask('GET /api/0/info')
    expect([...headers.keys()].filter((name) => name.startsWith('access'))).toEqual([])
  })

  it('of the server itself and of its extensions may ask', async () => {
    const { port } = server
    for (const origin of [
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}`,
      'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi',
      'moz-extension://any-id',
    ]) {
      const { status, headers } = await ask('GET /api/0/info', `Origin: ${origin}`)
      expect(status).toBe(200)
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.has('access-control-allow-credentials') || headers.has('vary')).toBe(false)
    }
  })

  it('that are not allowed reach no handler', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      'http://localhost:1',
      'chrome-extension://x',
    ]) {
      expect((await ask('DELETE /api/0/buckets/b', `Origin: ${origin}`)).status).toBe(403)
    }
    await server.ask('POST', '/buckets/b', BUCKET)
    await ask('DELETE /api/0/buckets/b', 'Origin: http://evil.example')
    expect((await server.ask('GET', '/buckets/b')).status).toBe(200)
    expect((await ask('GET /api/0/info', 'Origin: nonsense')).status).toBe(400)
  })

  it('can be added by name and by pattern, and are compared as they are meant', () => {
    const settings = { testing: false, cors: ['http://Example.org:80/'], corsRegex: ['^app://x'] }
    const isAllowed = allowedOrigins(settings)
    expect(isAllowed('http://example.org', 5600)).toBe(true)
    expect(isAllowed('https://example.org', 5600)).toBe(false)
    expect(isAllowed('app://xyz', 5600)).toBe(true)
    expect(isAllowed('http://app://x', 5600)).toBe(false)
    expect(() => allowedOrigins({ ...settings, cors: ['x'] })).toThrow(/cors expects origins/)
    expect(() => allowedOrigins({ ...settings, corsRegex: ['('] })).toThrow(/cors_regex expects/)
  })

  it('of development are allowed in testing mode', () => {
    const open = allowedOrigins({ testing: true, cors: [], corsRegex: [] })
    const closed = allowedOrigins({ testing: false, cors: [], corsRegex: [] })
    for (const origin of [
      'http://localhost:27180',
      'http://127.0.0.1:27180',
      'chrome-extension://x',
    ]) {
      expect([open(origin, 5666), closed(origin, 5600)]).toEqual([true, false])
    }
  })

  it('are told by a preflight what they may do', async () => {
    const { port } = server
    const origin = `Origin: http://localhost:${port}`
    const path = 'OPTIONS /api/0/buckets/b'
    const reply = await ask(
      path,
      origin,
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: content-type,X-Other',
    )
    expect(reply).toMatchObject({ status: 200, body: '' })
    expect(reply.headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE')
    expect(reply.headers.get('access-control-allow-headers')).toBe('content-type, X-Other')
    expect(reply.headers.get('access-control-allow-origin')).toBe(`http://localhost:${port}`)
    expect((await ask(path, origin)).status).toBe(400)
    expect((await ask(path, origin, 'Access-Control-Request-Method: PUT')).status).toBe(403)
  })

  it('see errors too', async () => {
    const { port } = server
    const reply = await ask('GET /', `Origin: http://localhost:${port}`, 'Host: elsewhere')
    expect(reply.status).toBe(400)
    expect(reply.headers.get('access-control-allow-origin')).toBe(`http://localhost:${port}`)
  })
})

describe('the Host header', () => {
  withServer()

  it.each([
    [[], 400],
    [['Host: 192.168.0.1:1234'], 400],
    [['Host: [::1]:5600'], 400],
    [['Host: LOCALHOST'], 400],
    [['Host: 127.0.0.1:5600'], 200],
    [['Host: localhost:5600'], 200],
    [['Host: localhost'], 200],
  ])('%j is answered with %i on the local address', async (headers, status) => {
    for (const line of ['GET /api/0/info', 'OPTIONS /api/0/buckets/']) {
      const reply = await rawRequest(server.port, [`${line} HTTP/1.1`, ...headers])
      expect(reply.status).toBe(status)
      if (status === 400) expect(reply.body).toBe('{"message":"Host header is invalid"}')
    }
  })
})

describe('an address that others can reach, without an API key', () => {
  withServer({ host: '0.0.0.0', apiKey: '' })

  it('needs no Host header', async () => {
    expect((await rawRequest(server.port, ['GET /api/0/info HTTP/1.1'])).status).toBe(200)
  })

  it('is open', async () => {
    for (const path of ['/api/0/info', '/api/0/buckets']) {
      expect((await ask(`GET ${path}`)).status).toBe(200)
    }
  })
})

describe('the API key', () => {
  withServer({ apiKey: 'secret' })

  it('guards all of the API but /info, however its path is spelled', async () => {
    const open = ['/api/0/info', '/api/0/info?x=1']
    const closed = [
      '/api/0/buckets',
      '//api/0/buckets/',
      '/%61pi/0/buckets',
      '/api/0/info/',
      '/api/0/nothing',
    ]
    for (const path of open) expect((await ask(`GET ${path}`)).status).toBe(200)
    for (const path of closed)
      expect([path, (await ask(`GET ${path}`)).status]).toEqual([path, 401])
    expect((await ask('GET /api/0/buckets')).body).toBe(
      `{"message":"Missing or invalid API key. Set 'Authorization: Bearer <key>' header."}`,
    )
    expect((await ask('GET /')).status).toBe(404)
    expect((await ask('OPTIONS /api/0/buckets')).status).toBe(200)
  })

  it.each([
    ['Bearer secret', 200],
    ['Bearer wrong', 401],
    ['Basic secret', 401],
    ['bearer secret', 401],
    ['Bearer secret2', 401],
    ['Bearer ', 401],
  ])('as "%s" gets %i', async (value, status) => {
    expect((await ask('GET /api/0/buckets', `Authorization: ${value}`)).status).toBe(status)
  })
})
