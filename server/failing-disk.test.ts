import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, event, serveFile, temporaryFolder } from './test-server.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

let folder: string
let file: string
let child: ChildProcess | undefined

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'test.db')
})
afterEach(() => {
  child?.kill('SIGKILL')
  child = undefined
  rmSync(folder, { recursive: true })
})

/** The server may write files of so many bytes only, which fails its writes as a full disk does. */
function limitFiles(bytes: number | 'unlimited'): void {
  const limit = `--fsize=${bytes}:unlimited`
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(child!.pid), limit])
  if (status !== 0) throw new Error(`prlimit: ${stderr.toString()}`)
}

async function start(...flags: readonly string[]): Promise<string> {
  const xdg = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder }
  const args = [MAIN, '--port', '0', '--dbpath', file, ...flags]
  // A process that ignores the signal gets an error from the write instead of its end.
  child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', process.execPath, ...args], {
    env: { ...process.env, ...xdg },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return `${/http:\S+/.exec(line.toString())![0]}/api/0`
}

async function post(url: string, body: unknown): Promise<{ status: number; text: string }> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, text: await response.text() }
}

describe.skipIf(process.platform !== 'linux')('a disk that is full for a while', () => {
  it('costs errors and no answered write, with write-ahead logging', async () => {
    const base = await start()
    await post(`${base}/buckets/b`, BUCKET)
    let stored = 0
    const beat = async (i: number) => {
      const data = { i, text: 'x'.repeat(500) }
      const { status, text } = await post(
        `${base}/buckets/b/heartbeat?pulsetime=1`,
        event(i, 0, data),
      )
      if (status === 200) stored++
      else expect(text).toMatch(/^\{"message":"The database failed: .*SQLITE_/)
      return status
    }
    for (let i = 0; i < 20; i++) expect(await beat(i)).toBe(200)
    limitFiles(65_536)
    const during = new Set<number>()
    for (let i = 20; i < 60; i++) during.add(await beat(i))
    expect(during).toContain(500)
    expect((await fetch(`${base}/buckets/b/events?limit=1`)).status).toBe(200)
    expect((await post(`${base}/buckets/c`, BUCKET)).status).toBe(500)
    expect((await fetch(`${base}/buckets/c`)).status).toBe(404)
    limitFiles('unlimited')
    for (let i = 60; i < 80; i++) expect(await beat(i)).toBe(200)
    expect((await post(`${base}/buckets/c`, BUCKET)).status).toBe(200)

    child!.kill('SIGKILL')
    await once(child!, 'exit')
    const server = await serveFile(file)
    expect((await server.ask('GET', '/buckets/b/events/count')).text).toBe(String(stored))
    await server.close()
  })

  it('does not take a server with group commit down', async () => {
    const base = await start('--profile', 'branch')
    await post(`${base}/buckets/b`, BUCKET)
    limitFiles(65_536)
    const big = Array.from({ length: 200 }, (_, i) => event(i, 1, { text: 'x'.repeat(2000), i }))
    const statuses = new Set<number>()
    for (let i = 0; i < 5; i++) statuses.add((await post(`${base}/buckets/b/events`, big)).status)
    expect([...statuses].filter((status) => status !== 200 && status !== 500)).toEqual([])
    limitFiles('unlimited')
    expect((await post(`${base}/buckets/b/events`, [event(0)])).status).toBe(200)
    expect((await fetch(`${base}/buckets/b`)).status).toBe(200)
    child!.kill('SIGTERM')
    expect(await once(child!, 'exit')).toEqual([0, null])
    const server = await serveFile(file)
    expect(Number((await server.ask('GET', '/buckets/b/events/count')).text)).toBeGreaterThan(0)
    await server.close()
  })
})
