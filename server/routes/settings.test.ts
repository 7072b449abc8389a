import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveFile, startTestServer, temporaryFolder, type TestServer } from '../test-server.ts'
import { PROFILES } from '../tuning.ts'

describe('settings', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  it('are null until they are set', async () => {
    expect(await server.ask('GET', '/settings/none')).toMatchObject({ status: 200, text: 'null' })
    expect(await server.ask('GET', '/settings/')).toMatchObject({ status: 200, text: '{}' })
  })

  it('take any JSON value and give it back with sorted keys', async () => {
    for (const [sent, stored] of [
      ['"text"', '"text"'],
      ['[1, 2.0, null]', '[1,2.0,null]'],
      ['{"b":1,"a":{"d":1,"c":2}}', '{"a":{"c":2,"d":1},"b":1}'],
      ['null', 'null'],
      ['false', 'false'],
    ]) {
      const reply = await server.ask('POST', '/settings/key', sent)
      expect(reply).toMatchObject({ status: 201, text: '' })
      expect((await server.ask('GET', '/settings/key/')).text).toBe(stored)
    }
  })

  it('are listed, overwritten and deleted', async () => {
    await server.ask('POST', '/settings/key', '1')
    await server.ask('POST', '/settings/other%2Fkey', '2')
    await server.ask('POST', '/settings/key', '3')
    expect((await server.ask('GET', '/settings')).text).toBe('{"key":3,"other/key":2}')
    for (const key of ['key', 'key', 'other%2Fkey']) {
      expect(await server.ask('DELETE', `/settings/${key}`)).toMatchObject({
        status: 200,
        text: '',
      })
    }
    expect((await server.ask('GET', '/settings')).text).toBe('{}')
    expect((await server.ask('GET', '/settings/key')).text).toBe('null')
  })

  it('have keys of at most 127 bytes', async () => {
    const refused = { status: 400, text: '{"message":"Too long key"}' }
    for (const key of ['k'.repeat(128), 'ä'.repeat(64)]) {
      for (const [method, body] of [['GET'], ['POST', '1'], ['DELETE']] as const) {
        const reply = await server.ask(method, `/settings/${encodeURIComponent(key)}`, body)
        expect(reply).toMatchObject(refused)
      }
    }
    expect((await server.ask('POST', `/settings/${'k'.repeat(127)}`, '1')).status).toBe(201)
  })

  it('refuse what is no JSON', async () => {
    expect((await server.ask('POST', '/settings/key', '{')).status).toBe(400)
    const headers = { 'Content-Type': 'text/plain' }
    expect((await server.ask('POST', '/settings/key', '1', headers)).status).toBe(404)
  })

  it.each(['default', 'master'] as const)('outlive the process, profile %s', async (profile) => {
    const folder = temporaryFolder()
    const file = join(folder, 'test.db')
    const first = await serveFile(file, { tuning: PROFILES[profile] })
    await first.ask('POST', '/settings/key', '{"a":1}')
    await first.close()
    const second = await serveFile(file, { tuning: PROFILES[profile] })
    expect((await second.ask('GET', '/settings/key')).text).toBe('{"a":1}')
    await second.close()
    rmSync(folder, { recursive: true })
  })
})
