import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { commandProfiler } from '../cpu-profiles/profilers/command.ts'
import { nodeProfiler } from '../cpu-profiles/profilers/node.ts'
import type { Profiler } from '../cpu-profiles/profilers/profiler.ts'
import { cpuProfileSchema } from '../results/schema.ts'
import type { CpuProfile } from '../results/schema.ts'
import { openRun } from '../targets/runs.ts'
import type { Run } from '../targets/run.ts'
import type { WrittenFile } from './profiling-request.ts'
import { runSession } from './run-session.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'
import { composeTarget } from './session-target.ts'
import type { SessionTarget } from './session-target.ts'

/** Its thread waits for ever, as threads of a pool do between two jobs. */
const WITH_WORKER = `
import { createServer } from 'node:http'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
if (isMainThread) {
  new Worker(new URL(import.meta.url), { workerData: new SharedArrayBuffer(4) })
  createServer((request, response) => response.end(String(rootsOf(2e5)))).listen(Number(process.argv[2]))
} else Atomics.wait(new Int32Array(workerData), 0, 0)
function rootsOf(count) {
  let sum = 0
  for (let i = 0; i < count; i++) sum += Math.sqrt(sum + i)
  return sum
}`

let folder: string
let run: Run
let written: { profile: CpuProfile; files: readonly WrittenFile[] }[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-profiled-'))
  run = await openRun({ cacheDirectory: join(folder, 'cache') })
  written = []
  writeFileSync(join(folder, 'server.mjs'), WITH_WORKER)
})
afterEach(async () => {
  await run.close()
  rmSync(folder, { recursive: true, force: true })
})

const SCENARIOS = [{ name: 'root', requests: [{ path: '/' }] }]

function target(label: string, stop: object): SessionTarget {
  const start = ['node', 'server.mjs', '{port}']
  const build = { key: '', directory: folder, commit: 'c', shortId: 'c', subject: 's' }
  return composeTarget(parseConfig('FILE', { start, scenarios: SCENARIOS, stop }), {
    name: { label, ref: label },
    build: { ...build, committedAt: '', dirty: false, reused: false, logFile: '' },
    role: label === 'main' ? 'baseline' : 'candidate',
    faults: [],
    environment: { PATH: dirname(process.execPath) },
  })
}

interface Profiled {
  readonly profiler: Profiler
  readonly stop?: object
  readonly changes?: Partial<SessionRequest>
}

function profile({ profiler, stop = {}, changes }: Profiled): Promise<SessionOutcome> {
  const configFile = join(folder, 'config.json')
  writeFileSync(configFile, JSON.stringify({ start: ['node'], scenarios: SCENARIOS }))
  return runSession({
    id: 'id',
    tool: { name: 'heartbench', version: '0' },
    command: 'heartbench compare',
    seed: 'seed',
    units: 1,
    plan: { rounds: 1, scenarioBudgetMs: 40, warmupBudgetMs: 10 },
    targets: [target('main', stop), target('new', stop)],
    scenarios: parseConfig('FILE', { start: ['node'], scenarios: SCENARIOS }).scenarios,
    configFile,
    snapshot: undefined,
    placement: { state: 'free', why: 'tests do not need it' },
    disturbedUnits: 'keep',
    owner: run,
    environment: { PATH: process.env['PATH'] },
    sink: { header: async () => {}, unit: async () => {}, end: async () => {} },
    onProgress: () => {},
    signal: new AbortController().signal,
    shouldContinue: () => true,
    cpuProfiles: {
      profiler,
      seconds: 0.3,
      folder: 'x.cpu-profiles',
      choose: () => ({
        chosen: [{ scenario: 'root', targets: ['main', 'new'] }],
        left: ['other'],
      }),
      write: async (one, files) => void written.push({ profile: one, files }),
    },
    ...changes,
  })
}

it('profiles every thread of Node servers under load, without a handler for signals, and leaves waiting out', async () => {
  const { session, failure } = await profile({ profiler: nodeProfiler })
  expect(failure).toBeUndefined()
  expect(session.end).toMatchObject({
    state: 'finished',
    notes: [{ code: 'cpu-profiles-left', scenarios: ['other'] }],
  })
  const [profiled] = session.cpuProfiles!
  expect(cpuProfileSchema.parse(profiled)).toEqual(profiled)
  expect(profiled).toEqual(written[0]!.profile)
  for (const one of profiled!.targets) {
    expect(one.functions[0]).toMatchObject({ name: 'rootsOf', file: 'server.mjs', line: 8 })
    expect(one.requests).toBeGreaterThan(20)
    // The worker did nothing but wait.
    const [main, ...others] = one.threads
    expect(main!.name).toBe('main thread')
    expect(main!.busyUs + main!.idleUs!).toBeLessThanOrEqual(one.windowMs * 1000 + 50_000)
    expect(main!.busyUs).toBeGreaterThan(10 * others.reduce((sum, { busyUs }) => sum + busyUs, 0))
    const ownUs = one.functions.reduce((sum, { selfUs }) => sum + selfUs, one.others.selfUs)
    const busyUs = one.threads.reduce((sum, thread) => sum + thread.busyUs, 0)
    expect(Math.abs(ownUs - busyUs)).toBeLessThan(100)
  }
  const paths = written[0]!.files.map(({ path }) => path)
  expect(paths).toContain('x.cpu-profiles/root.new.main-thread.cpuprofile')
  expect(profiled!.targets.flatMap(({ files }) => files)).toEqual(paths)
})

it('says that servers which are killed leave no profile, and ends the session as it was', async () => {
  const { session, failure } = await profile({
    profiler: nodeProfiler,
    stop: { signal: 'SIGKILL' },
  })
  expect(failure).toBeUndefined()
  expect(session.cpuProfiles).toBeUndefined()
  expect(session.end).toMatchObject({ state: 'finished' })
  expect(session.end!.notes.slice(0, 2)).toEqual(
    ['main', 'new'].map((label) => ({
      code: 'no-cpu-profile',
      scenario: 'root',
      target: label,
      why: expect.stringContaining(
        'found none. It writes none when it is killed, as by stop.signal',
      ),
    })),
  )
})

it('takes the stacks of any other profiler, whose samples stand for the CPU time used, and tells what it said when it failed', async () => {
  // Works for the second process only.
  const script = `
    const { existsSync, writeFileSync } = require('node:fs')
    const [out, pid, seconds, seen] = process.argv.slice(1)
    process.kill(Number(pid), 0)
    if (!existsSync(seen)) {
      writeFileSync(seen, '')
      console.error('ptrace: not permitted')
      process.exit(3)
    }
    writeFileSync(out, 'main;serve;sums 30\\nmain;serve 10\\nsleep_' + seconds + ' 1\\n')`
  const command = [process.execPath, '-e', script, '{out}', '{pid}', '{seconds}', '{dir}/seen']
  const profiler = commandProfiler(command)
  const { session } = await profile({ profiler })
  expect(session.end!.notes[0]).toMatchObject({
    code: 'no-cpu-profile',
    scenario: 'root',
    target: 'main',
    why: expect.stringMatching(/ended with exit code 3: ptrace: not permitted$/),
  })
  const { targets } = session.cpuProfiles![0]!
  expect(targets.map(({ target: label }) => label)).toEqual(['new'])
  const { functions, cpuMs } = targets[0]!
  expect(functions.map(({ name }) => name)).toEqual(['sums', 'serve', 'sleep_1'])
  expect(functions[1]!.totalUs / functions[0]!.selfUs).toBeCloseTo(40 / 30, 3)
  const ownUs = functions.reduce((sum, { selfUs }) => sum + selfUs, 0)
  if (cpuMs !== undefined) expect(ownUs / 1000).toBeCloseTo(cpuMs, 1)
  expect(written[0]!.files).toEqual([
    {
      path: 'x.cpu-profiles/root.new.stacks.folded',
      text: 'main;serve;sums 30\nmain;serve 10\nsleep_1 1\n',
    },
  ])
})

it('takes none of a session that was interrupted, says so, and takes them when it is resumed and finished', async () => {
  const controller = new AbortController()
  const { session } = await profile({
    profiler: nodeProfiler,
    changes: {
      units: 2,
      signal: controller.signal,
      shouldContinue: () => {
        controller.abort(new Error('Ctrl-C'))
        return true
      },
    },
  })
  expect(session.cpuProfiles).toBeUndefined()
  expect(session.end).toMatchObject({ state: 'interrupted' })
  expect(session.end!.notes.at(-1)).toEqual({
    code: 'no-cpu-profile',
    why: 'the session is not finished',
  })
  const changes = { units: 2, resumed: session }
  const resumed = await profile({ profiler: nodeProfiler, changes })
  expect(resumed.session.end).toMatchObject({ state: 'finished' })
  expect(resumed.session.units.map(({ index }) => index)).toEqual([1, 2])
  expect(resumed.session.cpuProfiles).toHaveLength(1)
})

it('leaves a session finished that is interrupted while it is profiled', async () => {
  const controller = new AbortController()
  const { session, failure } = await profile({
    profiler: nodeProfiler,
    changes: {
      signal: controller.signal,
      onProgress: ({ kind }) => {
        if (kind === 'cpu-profile') controller.abort(new Error('Ctrl-C'))
      },
    },
  })
  expect(failure?.message).toBe('Ctrl-C')
  expect(session.end).toMatchObject({
    state: 'finished',
    notes: [
      { code: 'no-cpu-profile', why: 'interrupted' },
      { code: 'cpu-profiles-left', scenarios: ['other'] },
    ],
  })
})
