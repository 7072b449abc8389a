import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest } from '../raw-request.ts'
import { startTestServer, temporaryFolder, type TestServer } from '../test-server.ts'

describe('pages', () => {
  let server: TestServer
  let folder: string
  beforeAll(async () => {
    folder = temporaryFolder()
    for (const name of ['ui', 'ui/js', 'ui/fonts', 'ui/.hidden', 'page', 'page/sub']) {
      mkdirSync(join(folder, name))
    }
    for (const name of [
      'secret.txt',
      'ui/index.html',
      'ui/other.html',
      'ui/favicon.ico',
      'ui/manifest.json',
      'ui/js/app.js',
      'ui/js/app ä.css',
      'ui/fonts/f.woff2',
      'ui/js/.env',
      'page/index.html',
      'page/sub/index.html',
      'page/data.unknown',
    ]) {
      writeFileSync(join(folder, name), `file ${name}`)
    }
    const customStatic = { mine: join(folder, 'page') }
    server = await startTestServer({ web: { webpath: join(folder, 'ui'), customStatic } })
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const ask = (path: string, method = 'GET') =>
    rawRequest(server.port, [`${method} ${path} HTTP/1.1`, 'Host: localhost'])

  it.each([
    ['/', 'text/html; charset=utf-8', 'file ui/index.html'],
    ['/js/app.js', 'text/javascript', 'file ui/js/app.js'],
    ['//js//app.js/', 'text/javascript', 'file ui/js/app.js'],
    ['/js/app%20%C3%A4.css?x=1', 'text/css; charset=utf-8', 'file ui/js/app ä.css'],
    ['/fonts/f.woff2', 'font/woff2', 'file ui/fonts/f.woff2'],
    ['/favicon.ico', 'image/x-icon', 'file ui/favicon.ico'],
    ['/manifest.json', 'application/json', 'file ui/manifest.json'],
    ['/pages/mine/', 'text/html; charset=utf-8', 'file page/index.html'],
    ['/pages/mine/sub', 'text/html; charset=utf-8', 'file page/sub/index.html'],
    ['/pages/mine/data.unknown', undefined, 'file page/data.unknown'],
  ])('answer %s as %s', async (path, type, body) => {
    const reply = await ask(path)
    expect(reply).toMatchObject({ status: 200, body })
    expect(reply.headers.get('content-type')).toBe(type)
    expect(reply.headers.get('content-length')).toBe(String(Buffer.byteLength(body)))
    const head = await ask(path, 'HEAD')
    expect(head).toMatchObject({ status: 200, body: '' })
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(body)))
  })

  it.each([
    '/other.html',
    '/js/none.js',
    '/js',
    '/js/.env',
    '/js/../../secret.txt',
    '/js/%2e%2e/%2e%2e/secret.txt',
    '/js/..%2f..%2fsecret.txt',
    '/js/..%5c..%5csecret.txt',
    '/js/app.js%00.css',
    '/pages/mine/../../secret.txt',
    '/pages/mine/..%2f..%2fsecret.txt',
    '/pages/other/index.html',
    '/pages/__proto__/index.html',
    `/js/${'x'.repeat(5000)}`,
  ])('have nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it('take no other methods, and leave nothing in the log', async () => {
    expect((await ask('/', 'POST')).status).toBe(404)
    expect(server.troubles).toEqual([])
  })

  it('are not there without a directory', async () => {
    const bare = await startTestServer()
    const reply = await rawRequest(bare.port, ['GET / HTTP/1.1', 'Host: localhost'])
    expect(reply.status).toBe(404)
    await bare.close()
  })
})
