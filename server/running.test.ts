import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BUCKET, event, serveFile, startTestServer, temporaryFolder } from './test-server.ts'
import { PROFILES } from './tuning.ts'
import packageJson from '../package.json' with { type: 'json' }

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

let folder: string
let file: string
const children: ChildProcess[] = []
/** No test touches the files of whoever runs it. */
let env: NodeJS.ProcessEnv

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'test.db')
  const xdg = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder }
  env = { ...process.env, ...xdg }
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Starts main.ts as users do; resolves with its base address when it says that it listens. */
async function startProcess(...flags: string[]): Promise<{ child: ChildProcess; base: string }> {
  const args = [MAIN, '--port', '0', '--dbpath', file, ...flags]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, base: `${/http:\S+/.exec(line.toString())![0]}/api/0` }
}

async function post(url: string, body: unknown): Promise<number> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  await response.arrayBuffer()
  return response.status
}

async function storedEvents(): Promise<number> {
  const server = await serveFile(file)
  const { text } = await server.ask('GET', '/buckets/b/events/count')
  await server.close()
  return Number(text)
}

describe('a server process', () => {
  it('loses no answered write when it is killed, with write-ahead logging', async () => {
    const { child, base } = await startProcess()
    expect(await post(`${base}/buckets/b`, BUCKET)).toBe(200)
    expect(await post(`${base}/buckets/b/events`, [event(0), event(1), event(2)])).toBe(200)
    for (let i = 0; i < 20; i++) {
      const beat = event(10 + i, 0, { i })
      expect(await post(`${base}/buckets/b/heartbeat?pulsetime=1`, beat)).toBe(200)
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await storedEvents()).toBe(23)
  })

  it('loses the open batch alone when it is killed, with group commit', async () => {
    const { child, base } = await startProcess('--profile', 'branch')
    await post(`${base}/buckets/b`, BUCKET)
    const events = Array.from({ length: 101 }, (_, i) => event(i))
    expect(await post(`${base}/buckets/b/events`, events)).toBe(200)
    expect(await post(`${base}/buckets/b/events`, [event(200), event(201)])).toBe(200)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await storedEvents()).toBe(101)
  })

  it('says its version, and that it is not the original', async () => {
    const { base } = await startProcess()
    const info = (await (await fetch(`${base}/info`)).json()) as object
    expect(Object.keys(info)).toEqual(['hostname', 'version', 'testing', 'device_id'])
    expect(info).toMatchObject({
      hostname: hostname(),
      version: `v${packageJson.version} (heartbench)`,
      testing: false,
      device_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it.each(['master', 'followup'])('commits when it is stopped, profile %s', async (profile) => {
    const { child, base } = await startProcess('--profile', profile)
    await post(`${base}/buckets/b`, BUCKET)
    await post(`${base}/buckets/b/events`, [event(0), event(1)])
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await storedEvents()).toBe(2)
  })

  it('ends cleanly when it is stopped as soon as it listens', async () => {
    const { child } = await startProcess()
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('obeys its configuration file, makes a missing one, and keeps a log', async () => {
    const own = join(folder, 'activitywatch', 'aw-server-rust')
    await startProcess('--testing')
    expect(readFileSync(join(own, 'config-testing.toml'), 'utf8')).toMatch(/^#address/)
    const logs = join(folder, 'activitywatch', 'log', 'aw-server-rust')
    const [name] = readdirSync(logs)
    expect(readFileSync(join(logs, name!), 'utf8')).toMatch(/listening on http/)
    writeFileSync(join(own, 'config.toml'), '[auth]\napi_key = "secret"\n')
    file = join(folder, 'second.db')
    const { base } = await startProcess('--device-id', 'mine')
    expect((await fetch(`${base}/buckets`)).status).toBe(401)
    const headers = { Authorization: 'Bearer secret' }
    expect((await fetch(`${base}/buckets`, { headers })).status).toBe(200)
    expect(await (await fetch(`${base}/info`)).json()).toMatchObject({ device_id: 'mine' })
  })

  it('says what is wrong with its flags', async () => {
    const child = spawn(process.execPath, [MAIN, '--profil', 'x'], { env, stdio: 'pipe' })
    children.push(child)
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    expect(await once(child, 'close')).toEqual([2, null])
    expect(text).toMatch(/profil/)
  })

  it('ends with an error when the database is of a newer server', async () => {
    const db = new SqliteDatabase(file)
    db.pragma('user_version = 9')
    db.close()
    const { child } = await startProcess()
    let text = ''
    child.stderr!.on('data', (chunk: Buffer) => (text += chunk.toString()))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(text).toMatch(/schema version 9/)
  })
})

describe('group commit', () => {
  const uncommitted = (): number => {
    const db = new SqliteDatabase(file, { readonly: true })
    const count = db.prepare('SELECT count(*) FROM events').pluck().get() as number
    db.close()
    return count
  }

  it('commits past 100 writes and on changes of buckets, not before', async () => {
    // Another process must look: closing a connection in this one would drop the server's locks.
    const { base } = await startProcess('--profile', 'branch')
    await post(`${base}/buckets/b`, BUCKET)
    const events = Array.from({ length: 100 }, (_, i) => event(i))
    await post(`${base}/buckets/b/events`, events)
    expect(uncommitted()).toBe(0)
    await post(`${base}/buckets/b/events`, [event(200)])
    expect(uncommitted()).toBe(101)
    await post(`${base}/buckets/b/events`, [event(300)])
    expect(uncommitted()).toBe(101)
    await post(`${base}/buckets/c`, BUCKET)
    expect(uncommitted()).toBe(102)
  })
})

describe('a long query', () => {
  const LONG = [
    'e = query_bucket("b");',
    ...Array.from({ length: 400 }, () => 'e = flood(e);'),
    'RETURN = 1;',
  ]
  const timeperiods = ['2018-01-01T00:00:00Z/2019-01-01T00:00:00Z']

  const race = async (tuning: (typeof PROFILES)[keyof typeof PROFILES]) => {
    const server = await startTestServer({ tuning })
    await server.ask('POST', '/buckets/b', BUCKET)
    const events = Array.from({ length: 3000 }, (_, i) => event(i * 10, 1, { i }))
    await server.ask('POST', '/buckets/b/events', events)
    const order: string[] = []
    const query = server.ask('POST', '/query/', { timeperiods, query: LONG })
    const first = query.then(({ status }) => order.push(`query ${status}`))
    // The query's request is on its way before the heartbeat's: both are sent in order, and /info between
    // them is answered only after the server has read the query.
    await server.ask('GET', '/info')
    const beat = await server.ask('POST', '/buckets/b/heartbeat?pulsetime=1', event(99_999))
    order.push(`heartbeat ${beat.status}`)
    await first
    await server.close()
    return order
  }

  it('is given up when its client leaves', async () => {
    const server = await startTestServer()
    await server.ask('POST', '/buckets/b', BUCKET)
    const events = Array.from({ length: 3000 }, (_, i) => event(i * 10, 1, { i }))
    await server.ask('POST', '/buckets/b/events', events)
    const endless = Array.from({ length: 10 }, () => LONG.slice(1, -1)).flat()
    const program = [LONG[0], 'print("begun");', ...endless, 'print("over"); return 1;']
    const leaving = new AbortController()
    const query = fetch(`http://127.0.0.1:${server.port}/api/0/query`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ timeperiods, query: program }),
      signal: leaving.signal,
    })
    await vi.waitFor(() => expect(server.printed).toEqual(['"begun"']), 10_000)
    leaving.abort()
    await expect(query).rejects.toThrow()
    // More than there are threads: these wait for the one that was given up, too.
    const ask = () => server.ask('POST', '/query', { timeperiods, query: ['return 1;'] })
    for (const { text } of await Promise.all(Array.from({ length: 9 }, ask))) {
      expect(text).toBe('[1.0]')
    }
    await server.close()
    expect(server.printed).toEqual(['"begun"'])
  })

  it('lets heartbeats through without a lock', async () => {
    expect(await race(PROFILES.default)).toEqual(['heartbeat 200', 'query 200'])
    expect(await race(PROFILES.midpoint)).toEqual(['heartbeat 200', 'query 200'])
  })

  it('holds heartbeats up under the lock', async () => {
    expect(await race(PROFILES.master)).toEqual(['query 200', 'heartbeat 200'])
  })
})
