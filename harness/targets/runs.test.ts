import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPortFree } from './free-port.ts'
import { findMarkedPids, RUN_MARK } from './marks.ts'
import { spawnGroup } from './process-group.ts'
import { readProcess } from './process-table.ts'
import { openRun } from './runs.ts'

const OWNER_SCRIPT = join(import.meta.dirname, 'fixtures', 'owns-a-run.ts')
const IDLE = [process.execPath, '-e', 'setInterval(() => {}, 1000)']

let cache: string

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'heartbench-runs-'))
})

afterEach(() => {
  rmSync(cache, { recursive: true, force: true })
})

describe('a run', () => {
  it.each(['close', 'closeSync'] as const)('leaves nothing behind after %s', async (close) => {
    const run = await openRun({ cacheDirectory: cache })
    const group = await spawnIdle(run.environment, run.directory)
    run.recordGroup(group.pid, 'idle')
    run.hold('some-build')
    await run.lock('some-build', { timeoutMs: 1000 })
    expect([...run.heldNames()]).toEqual(['some-build'])
    await run[close]()
    expect(await group.leaderEnded).toEqual({ code: null, signal: 'SIGKILL' })
    expect(readdirSync(join(cache, 'runs'))).toEqual([])
    expect(readdirSync(join(cache, 'locks'))).toEqual([])
    expect([...run.heldNames()]).toEqual([])
  })

  it('keeps git from seeing the cache', async () => {
    const run = await openRun({ cacheDirectory: cache })
    expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n')
    await run.close()
  })

  it('leaves other live runs alone', async () => {
    const first = await openRun({ cacheDirectory: cache })
    const second = await openRun({ cacheDirectory: cache })
    expect(second.swept).toEqual({ runs: 0, killedProcesses: 0, messages: [] })
    expect(existsSync(first.directory)).toBe(true)
    await second.close()
    await first.close()
  })
})

describe('after an invocation was killed', () => {
  it.each(['well-behaved', 'forks-a-child', 'ignores-sigterm', 'escapes-its-group'])(
    'the next run removes its %s server, lock and directory',
    async (server) => {
      const owner = await startOwner(server)
      process.kill(owner.pid, 'SIGKILL')
      await once(owner.child, 'exit')
      expect(await isPortFree(owner.port)).toBe(false)
      const run = await openRun({ cacheDirectory: cache })
      expect(run.swept.runs).toBe(1)
      expect(run.swept.killedProcesses).toBeGreaterThan(0)
      expect(run.swept.messages).toEqual([])
      expect(findMarkedPids(RUN_MARK, owner.runId)).toEqual([])
      // The kernel closes the socket of a killed process a moment after its marks are gone.
      await expect.poll(() => isPortFree(owner.port), { timeout: 10_000 }).toBe(true)
      expect(readdirSync(join(cache, 'runs'))).toEqual([run.id])
      expect(readdirSync(join(cache, 'locks'))).toEqual([])
      await run.close()
    },
  )

  it('kills no stranger that got one of its numbers', async () => {
    const stranger = await spawnIdle({}, cache)
    const dead = deadRunDirectory()
    const record = { group: stranger.pid, label: 'server', leaderStartedAt: 'another time' }
    writeFileSync(join(dead, 'groups.jsonl'), `${JSON.stringify(record)}\n{"cut off`)
    const run = await openRun({ cacheDirectory: cache })
    expect(run.swept).toMatchObject({ runs: 1, killedProcesses: 0 })
    expect(readProcess(stranger.pid)).toMatchObject({ zombie: false })
    process.kill(stranger.pid, 'SIGKILL')
    await stranger.leaderEnded
    await run.close()
  })

  it('does not wait for a lock that it held', async () => {
    deadRunDirectory()
    const run = await openRun({ cacheDirectory: cache })
    mkdirSync(join(cache, 'locks'))
    symlinkSync('dead-run', join(cache, 'locks', 'build'))
    const release = await run.lock('build', { timeoutMs: 2000 })
    release()
    expect(readdirSync(join(cache, 'locks'))).toEqual([])
    await run.close()
  })

  it('keeps what another machine that shares the cache may still use', async () => {
    const directory = deadRunDirectory({ host: `not-${hostname()}` })
    const run = await openRun({ cacheDirectory: cache })
    expect(run.swept.runs).toBe(0)
    expect(existsSync(directory)).toBe(true)
    await run.close()
  })
})

describe('a lock', () => {
  it('is held by one at a time, and told about while it is waited for', async () => {
    const first = await openRun({ cacheDirectory: cache })
    const second = await openRun({ cacheDirectory: cache })
    const release = await first.lock('build', { timeoutMs: 1000 })
    const waits: string[] = []
    const waiting = second.lock('build', {
      timeoutMs: 10_000,
      onWait: (owner) => {
        waits.push(owner)
        release()
      },
    })
    const releaseSecond = await waiting
    expect(waits).toEqual([first.id])
    await expect(first.lock('build', { timeoutMs: 1 })).rejects.toThrow(`run ${second.id} holds it`)
    releaseSecond()
    await first.close()
    await second.close()
  })

  it('can be given up', async () => {
    const run = await openRun({ cacheDirectory: cache })
    await run.lock('build', { timeoutMs: 1000 })
    const signal = AbortSignal.abort(new Error('interrupted'))
    await expect(run.lock('build', { timeoutMs: 1000, signal })).rejects.toThrow('interrupted')
    await run.close()
  })
})

interface OwnerScript {
  readonly child: ChildProcess
  readonly pid: number
  readonly runId: string
  readonly port: number
}

async function startOwner(server: string): Promise<OwnerScript> {
  const child = spawn(process.execPath, [OWNER_SCRIPT, cache, server], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    child,
    pid: child.pid!,
    ...(JSON.parse(line.toString()) as Pick<OwnerScript, 'runId' | 'port'>),
  }
}

function spawnIdle(environment: Readonly<Record<string, string>>, directory: string) {
  const logFile = join(directory, 'idle.log')
  return spawnGroup({ command: IDLE, cwd: directory, environment, logFile })
}

function deadRunDirectory(changes: { host?: string } = {}): string {
  const directory = join(cache, 'runs', 'dead-run')
  mkdirSync(directory, { recursive: true })
  const owner = { pid: process.pid, processStartedAt: 'long ago', host: hostname(), ...changes }
  writeFileSync(
    join(directory, 'owner.json'),
    JSON.stringify({ ...owner, createdAt: new Date(0).toISOString() }),
  )
  return directory
}
