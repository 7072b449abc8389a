// Servers as processes of their own, each on its own copy of the snapshot.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const START_MS = 60_000

export interface ServerProcess {
  readonly port: number
  readonly residentMb: () => number
  readonly stop: () => Promise<void>
}

export async function startServer(
  folder: string,
  snapshot: string,
  profile: string,
): Promise<ServerProcess> {
  const dbpath = join(folder, `${profile}.db`)
  for (const suffix of ['', '-wal', '-shm']) rmSync(dbpath + suffix, { force: true })
  copyFileSync(snapshot, dbpath)
  const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
  const flags = ['--testing', '--port', '0', '--dbpath', dbpath, '--profile', profile]
  const server = await start([main, ...flags])
  // The first answer that needs the database comes after its migration.
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/0/buckets/`, {
    signal: AbortSignal.timeout(START_MS),
  })
  await answer.arrayBuffer()
  return server
}

export function startBareKoa(): Promise<ServerProcess> {
  return start([fileURLToPath(new URL('./bare-koa.ts', import.meta.url))])
}

async function start(args: readonly string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await portOf(child)
  return {
    port,
    residentMb: () => residentMb(child.pid!),
    stop: async () => {
      if (child.exitCode !== null) return
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}

/** From the line that names it: `listening on http://127.0.0.1:5600 …`. */
async function portOf(child: ChildProcess): Promise<number> {
  const deadline = setTimeout(() => child.kill(), START_MS)
  try {
    for await (const line of createInterface({ input: child.stdout! })) {
      const port = /listening on .*?(\d+)(?:\s|$)/.exec(line)
      if (port !== null) return Number(port[1])
    }
  } finally {
    clearTimeout(deadline)
  }
  throw new Error('a server ended before it listened; what it wrote stands above')
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}
