import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TargetError, UsageError } from '../core/errors.ts'
import { isPortFree, pickFreePort } from './free-port.ts'
import { findMarkedPids, RUN_MARK } from './marks.ts'
import { groupMembers, HAS_PROC } from './process-table.ts'
import type { Run } from './run.ts'
import { openRun } from './runs.ts'
import { startTarget } from './start-target.ts'
import type { StartRequest, TargetProcess, TargetSpec } from './target.ts'

const SERVERS = join(import.meta.dirname, '..', 'e2e', 'servers')

let cache: string
let run: Run

beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), 'heartbench-targets-'))
  run = await openRun({ cacheDirectory: cache })
})

afterEach(async () => {
  const left = findMarkedPids(RUN_MARK, run.id)
  await run.close()
  rmSync(cache, { recursive: true })
  expect(left).toEqual([])
})

describe('startTarget', () => {
  it('starts a server on a port of its own and ends it when asked', async () => {
    const server = await start('well-behaved', { firstAnswer: { path: '/items?n=1' } })
    const answer = await fetch(`${server.origin}/items?n=3`)
    expect(await answer.json()).toHaveLength(3)
    expect(server.acceptsMs).toBeLessThanOrEqual(server.readyMs)
    expect(server.readyMs).toBeLessThanOrEqual(server.firstAnswerMs!)
    expect(await server.stop()).toEqual({ kind: 'exited', code: 0, signal: null })
    expect(await server.exited).toEqual({ kind: 'exited', code: 0, signal: null })
    expect(await server.stop()).toEqual({ kind: 'exited', code: 0, signal: null })
    await expectGone(server)
  })

  it('begins the log anew for each start', async () => {
    await (await start('ignores-sigterm', { stop: { signal: 'SIGTERM', timeoutMs: 100 } })).stop()
    const server = await start('ignores-sigterm', { stop: { signal: 'SIGKILL', timeoutMs: 5000 } })
    expect(server.logTail()).toEqual([])
    expect(await server.stop()).toEqual({ kind: 'exited', code: null, signal: 'SIGKILL' })
    await expectGone(server)
  })

  it('waits for a server that is slow to start', async () => {
    const server = await start('slow-to-start')
    expect(server.firstAnswerMs).toBeUndefined()
    expect(await server.stop()).toMatchObject({ kind: 'exited', signal: 'SIGTERM' })
    await expectGone(server)
  })

  it('sees that a server has migrated before it gives its first answer', async () => {
    const paths = { firstAnswer: { path: '/items' }, migrated: { path: '/' } }
    const server = await start('answers-late', paths)
    expect(server.readyMs).toBeLessThanOrEqual(server.migratedMs!)
    expect(server.migratedMs).toBeLessThan(server.firstAnswerMs!)
    await server.stop()
    await expectGone(server)
  })

  it('ends the children of the started process, too', async () => {
    const server = await start('forks-a-child')
    if (HAS_PROC) expect(groupMembers(server.pid)).toHaveLength(2)
    await server.stop()
    await expectGone(server)
  })

  it('kills a server that ignores the signal and says so', async () => {
    const server = await start('ignores-sigterm', { stop: { signal: 'SIGTERM', timeoutMs: 200 } })
    expect(await server.stop()).toEqual({ kind: 'killed', askedWith: 'SIGTERM', timeoutMs: 200 })
    expect(server.logTail()).toContain('not yet')
    await expectGone(server)
  })

  it.runIf(HAS_PROC)('kills what moved to a session of its own', async () => {
    const server = await start('escapes-its-group')
    expect(findMarkedPids(RUN_MARK, run.id)).toHaveLength(2)
    expect(await server.stop()).toMatchObject({ kind: 'exited' })
    await expectGone(server)
  })

  it('notices at once when a server dies midway', async () => {
    const server = await start('dies-midway', { extra: ['--after', '2'] })
    await fetch(server.origin)
    await expect(fetch(server.origin)).rejects.toThrow('fetch failed')
    expect(await server.exited).toEqual({ kind: 'died', code: 7, signal: null })
    expect(server.logTail()).toContain('out of memory (pretended)')
    expect(server.usage()).toBeUndefined()
    expect(await server.stop()).toEqual({ kind: 'died', code: 7, signal: null })
    await expectGone(server)
  })

  it('fills in the database and the directory', async () => {
    const server = await start('sometimes-500', {
      cwd: '{dir}',
      environment: { DATABASE: '{db}', JSON: '{"left":"alone"}' },
      placeholders: { dir: SERVERS, db: '/tmp/some $& name.db' },
      command: [process.execPath, 'sometimes-500.mjs', '--port', '{port}', '--every', '3'],
    })
    const answers = [await fetch(server.origin), await fetch(server.origin)]
    expect(answers.map((answer) => answer.status)).toEqual([200, 500])
    await server.stop()
    await expectGone(server)
  })
})

describe('startTarget explains', () => {
  it('a command that is not found', async () => {
    await expectFailure(
      { command: ['no-such-server', '{port}'] },
      'command not found: "no-such-server"',
    )
  })

  it('a directory that does not exist', async () => {
    await expectFailure(
      { cwd: '/no/such/directory' },
      'Expected a directory to start the server in',
    )
  })

  it('a server that ends before it is ready, with its last lines', async () => {
    const error = await expectFailure(
      { server: 'dies-at-start' },
      'ended with code 3 before it was ready',
    )
    expect(error.logTail).toEqual(['cannot open the database: no such file'])
  })

  it('a server that never listens', async () => {
    const error = await expectFailure({ server: 'never-listens' }, 'does not')
    expect(error.logTail).toEqual(['thinking'])
    if (HAS_PROC) expect(error.message).toContain('It listens nowhere')
  })

  it.runIf(HAS_PROC)('a server that listens on IPv6 only', async () => {
    await expectFailure({ server: 'listens-on-ipv6-only' }, 'IPv6 only (::1)')
  })

  it.runIf(HAS_PROC)('a server that listens on another port', async () => {
    await expectFailure({ server: 'listens-on-another-port' }, /instead: pass \{port\} on/)
  })

  it('a ready path that answers with another status', async () => {
    await expectFailure(
      { server: 'always-500' },
      'Expected GET / to answer 200, but it answered 500',
    )
    const ready = { path: '/nowhere', expectStatus: 200, timeoutMs: 1500 }
    await expectFailure({ server: 'well-behaved', ready }, 'but it answered 404')
  })

  it('a first answer that fails', async () => {
    const firstAnswer = { path: '/nowhere' }
    await expectFailure({ server: 'well-behaved', firstAnswer }, 'GET /nowhere to answer 2xx')
  })

  it('a migration that never ends, after the first answer has come', async () => {
    const paths = { firstAnswer: { path: '/items' }, migrated: { path: '/nowhere' } }
    await expectFailure({ server: 'well-behaved', ...paths }, 'GET /nowhere to answer 2xx')
  })

  it('a server that dies while it is asked for both', async () => {
    const paths = { firstAnswer: { path: '/items' }, migrated: { path: '/migrated' } }
    const extra = ['--after', '1']
    await expectFailure({ server: 'dies-midway', extra, ...paths }, 'ended with code 7')
  })

  it('a port that is not passed on, and a database that is asked for but not given', async () => {
    await expect(start('well-behaved', { command: ['node', 'x.mjs'] })).rejects.toThrow(UsageError)
    const extra = ['--db', '{db}']
    await expect(start('well-behaved', { extra })).rejects.toThrow('no database was given')
  })
})

describe('a port that somebody else has', () => {
  it('makes it try another port', async () => {
    await withForeignServer(async (takenPort) => {
      const ports = [takenPort, await pickFreePort()]
      const server = await start('well-behaved', {}, async () => ports.shift()!)
      expect(server.port).not.toBe(takenPort)
      await server.stop()
      await expectGone(server)
    })
  })

  it.runIf(HAS_PROC)('is never measured', async () => {
    await withForeignServer(async (takenPort) => {
      const starting = start('never-listens', {}, async () => takenPort)
      await expect(starting).rejects.toThrow('a process outside its process group')
    })
  })
})

describe('aborting', () => {
  it('ends the wait and what was started', async () => {
    const controller = new AbortController()
    const starting = start('never-listens', { signal: controller.signal, readyTimeoutMs: 60_000 })
    setImmediate(() => controller.abort(new Error('interrupted')))
    await expect(starting).rejects.toThrow()
  })

  it('ends the wait for first answer and migration', async () => {
    const controller = new AbortController()
    const paths = { firstAnswer: { path: '/items' }, migrated: { path: '/nowhere' } }
    const { signal } = controller
    const starting = start('well-behaved', { signal, readyTimeoutMs: 60_000, ...paths })
    setTimeout(() => controller.abort(new Error('interrupted')), 400)
    await expect(starting).rejects.toThrow()
  })
})

interface Overrides extends Partial<TargetSpec> {
  readonly extra?: readonly string[]
  readonly placeholders?: StartRequest['placeholders']
  readonly signal?: AbortSignal
  readonly readyTimeoutMs?: number
}

function start(
  server: string,
  overrides: Overrides = {},
  pickPort?: () => Promise<number>,
): Promise<TargetProcess> {
  const { extra = [], placeholders = { dir: SERVERS }, signal, readyTimeoutMs, ...spec } = overrides
  return startTarget(
    {
      label: server,
      owner: run,
      placeholders,
      signal,
      spec: {
        command: [process.execPath, join(SERVERS, `${server}.mjs`), '--port', '{port}', ...extra],
        cwd: SERVERS,
        environment: {},
        ready: { path: '/', expectStatus: 200, timeoutMs: readyTimeoutMs ?? 20_000 },
        stop: { signal: 'SIGTERM', timeoutMs: 10_000 },
        ...spec,
      },
    },
    pickPort,
  )
}

async function expectFailure(
  { server = 'well-behaved', ...overrides }: Overrides & { server?: string },
  message: string | RegExp,
): Promise<TargetError> {
  const starting = start(server, { readyTimeoutMs: 1500, ...overrides })
  const error: unknown = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(TargetError)
  expect((error as TargetError).message).toMatch(message)
  return error as TargetError
}

async function expectGone(server: TargetProcess): Promise<void> {
  expect(groupMembers(server.pid)).toEqual([])
  expect(await isPortFree(server.port)).toBe(true)
}

async function withForeignServer(use: (port: number) => Promise<void>): Promise<void> {
  const foreign: Server = createServer((_request, response) => response.end('foreign'))
  const port = await new Promise<number>((resolve) => {
    foreign.listen(0, '127.0.0.1', () => resolve((foreign.address() as { port: number }).port))
  })
  try {
    await use(port)
  } finally {
    await new Promise((resolve) => foreign.close(resolve))
  }
}
