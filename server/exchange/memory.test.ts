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

describe.skipIf(process.platform !== 'linux')('the memory of a server', () => {
  it('grows by less than three quarters of an export', async () => {
    fillDatabase(file, { events: 200_000, titleChars: 500 })
    const base = await start()
    const beforeMb = peakMb()
    const { body } = await fetch(`${base}/export`)
    let bytes = 0
    for await (const chunk of body!) bytes += (chunk as Uint8Array).length
    expect(bytes).toBeGreaterThan(200 * MB)
    expect((peakMb() - beforeMb) * MB).toBeLessThan(bytes * 0.75)
  })
})
