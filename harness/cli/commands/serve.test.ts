import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const COMMAND = fileURLToPath(new URL('../heartbench.mjs', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-serve-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function serve(...flags: readonly string[]) {
  const xdg = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder }
  return spawn(process.execPath, [COMMAND, 'serve', ...flags], {
    env: { ...process.env, ...xdg },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

describe('heartbench serve', () => {
  it('starts the server with the flags it got, and passes signals on', async () => {
    const child = serve('--testing', '--port', '0', '--dbpath', join(folder, 'test.db'))
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const base = /http:\S+/.exec(line.toString())![0]
    const info = (await (await fetch(`${base}/api/0/info`)).json()) as object
    expect(info).toMatchObject({ testing: true })
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('leaves flags and their mistakes to the server', async () => {
    const version = serve('--version')
    const [line] = (await once(version.stdout, 'data')) as [Buffer]
    expect(line.toString()).toMatch(/^heartbench server v/)
    expect(await once(version, 'exit')).toEqual([0, null])
    const wrong = serve('--nope')
    expect(await once(wrong, 'exit')).toEqual([2, null])
  })
})
