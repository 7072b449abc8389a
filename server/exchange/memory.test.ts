// What exports and imports may cost a server of resident memory, beside what they carry.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../test-server.ts'
import { fillDatabase } from './filled-database.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const MB = 2 ** 20

let folder: string
let file: string
let child: ChildProcess

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'test.db')
})
afterEach(async () => {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
  rmSync(folder, { recursive: true })
})

async function start(): Promise<string> {
  const xdg = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder }
  const args = [MAIN, '--port', '0', '--dbpath', file]
  child = spawn(process.execPath, args, {
    env: { ...process.env, ...xdg },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  const base = `${/http:\S+/.exec(line.toString())![0]}/api/0`
  await (await fetch(`${base}/buckets`)).text()
  return base
}

/** The most that was ever resident. */
function peakMb(): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024
}

const isLinux = process.platform === 'linux'

describe.skipIf(!isLinux)('the memory of a server', { timeout: 120_000 }, () => {
  // An export in one piece takes three times its size, an import as one tree ten times.
  it('has no export in one piece', async () => {
    fillDatabase(file, { events: 120_000, titleChars: 500 })
    const base = await start()
    const beforeMb = peakMb()
    const { body } = await fetch(`${base}/export`)
    let bytes = 0
    for await (const chunk of body!) bytes += (chunk as Uint8Array).length
    expect(bytes).toBeGreaterThan(120 * MB)
    expect((peakMb() - beforeMb) * MB).toBeLessThan(bytes * 1.25)
  })

  it('has no import as one tree', async () => {
    const base = await start()
    const beforeMb = peakMb()
    const body = formOf(largeFile())
    const headers = { 'Content-Type': 'multipart/form-data; boundary=XX' }
    expect((await fetch(`${base}/import`, { method: 'POST', headers, body })).status).toBe(200)
    expect(await (await fetch(`${base}/buckets/b/events/count`)).text()).toBe('150000')
    expect((peakMb() - beforeMb) * MB).toBeLessThan(Buffer.byteLength(body) * 7)
  })
})

/** 35 MB: 150,000 events, each with data of its own. */
function largeFile(): string {
  const title = 'ü'.repeat(60)
  const events = Array.from({ length: 150_000 }, (_, i) => {
    const timestamp = new Date(Date.UTC(2020, 0) + i * 1_000).toISOString()
    return `{"id":${i},"timestamp":"${timestamp}","duration":0.5,"data":{"i":${i},"title":"${title}"}}`
  })
  const fields = '"id":"b","type":"t","client":"c","hostname":"h"'
  return `{"buckets":{"b":{${fields},"events":[${events.join()}]}}}`
}

function formOf(content: string): string {
  const head = '--XX\r\nContent-Disposition: form-data; name="buckets.json"\r\n\r\n'
  return `${head}${content}\r\n--XX--\r\n`
}
