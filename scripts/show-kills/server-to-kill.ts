// The reference server as a process that is meant to be killed: on a database that stays, with no files elsewhere.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const START_MS = 60_000

export interface Victim {
  readonly origin: string
  /** Resolves when the process is gone. */
  readonly kill: () => Promise<void>
}

/** Resolves when it listens and has opened its database. */
export async function startVictim(dbpath: string, profile: string): Promise<Victim> {
  const folder = dirname(dbpath)
  const xdg = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder }
  const flags = ['--port', '0', '--dbpath', dbpath, '--profile', profile]
  const child = spawn(process.execPath, [MAIN, ...flags], {
    env: { ...process.env, ...xdg },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  try {
    const origin = await originOf(child)
    await (await fetch(`${origin}/api/0/buckets`)).arrayBuffer()
    return { origin, kill }
  } catch (error) {
    await kill()
    throw error
  }
}

async function originOf(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout!, signal: AbortSignal.timeout(START_MS) })
  for await (const line of lines) {
    const origin = /listening on (http:\S+)/.exec(line)?.[1]
    if (origin !== undefined) return origin
  }
  throw new Error('the server ended before it listened; what it wrote stands above')
}
