import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { InterruptedError, TargetError } from '../core/errors.ts'
import { readAllowedCpus } from '../machine/allowed-cpus.ts'
import { findPlacement } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import type { Session, SessionEnd, SessionHeader, UnitResult } from '../results/schema.ts'
import { endSchema, headerSchema, unitSchema } from '../results/schema.ts'
import { openRun } from '../targets/runs.ts'
import type { Run } from '../targets/run.ts'
import type { Progress } from './progress.ts'
import { runSession } from './run-session.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'
import { composeTarget } from './session-target.ts'
import type { SessionTarget } from './session-target.ts'

const SERVERS = join(import.meta.dirname, '..', 'e2e', 'servers')
const SCENARIOS = [
  { name: 'root', requests: [{ path: '/' }] },
  { name: 'beat', requests: [{ method: 'POST', path: '/', body: '{}' }] },
]

let folder: string
let run: Run
let lines: (SessionHeader | UnitResult | SessionEnd)[]
let progress: Progress[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-session-'))
  run = await openRun({ cacheDirectory: join(folder, 'cache') })
  lines = []
  progress = []
})
afterEach(async () => {
  await run.close()
  rmSync(folder, { recursive: true, force: true })
})

function target(label: string, server: string, ...options: string[]): SessionTarget {
  const start = ['node', join(SERVERS, `${server}.mjs`), '--port', '{port}', ...options]
  const build = { key: '', directory: folder, commit: 'c', shortId: 'c', subject: 's' }
  return composeTarget(
    parseConfig('FILE', { start, scenarios: SCENARIOS, stop: { timeoutMs: 300 } }),
    {
      name: { label, ref: label },
      build: { ...build, committedAt: '', dirty: false, reused: false, logFile: '' },
      role: label === 'main' ? 'baseline' : 'candidate',
      faults: [],
      environment: { PATH: process.env['PATH'] },
    },
  )
}

function runWith(
  candidate: SessionTarget,
  changes: Partial<SessionRequest> = {},
): Promise<SessionOutcome> {
  const configFile = join(folder, 'config.json')
  writeFileSync(configFile, JSON.stringify({ start: ['node'], scenarios: SCENARIOS }))
  const note = async (line: SessionHeader | UnitResult | SessionEnd) => void lines.push(line)
  return runSession({
    id: 'id',
    tool: { name: 'heartbench', version: '0' },
    command: 'heartbench compare',
    seed: 'seed',
    units: 2,
    plan: { rounds: 2, scenarioBudgetMs: 60, warmupBudgetMs: 10 },
    targets: [target('main', 'well-behaved'), candidate],
    scenarios: parseConfig('FILE', { start: ['node'], scenarios: SCENARIOS }).scenarios.slice(0, 1),
    configFile,
    snapshot: undefined,
    placement: { state: 'free', why: 'tests do not need it' },
    disturbedUnits: 'keep',
    owner: run,
    environment: { PATH: process.env['PATH'] },
    sink: { header: note, unit: note, end: note },
    onProgress: (one) => void progress.push(one),
    signal: new AbortController().signal,
    shouldContinue: () => true,
    ...changes,
  })
}

const placement = findPlacement('auto')
/** Why the tests that pin real processes are left out; empty where they run. */
const left = placement.state === 'free' ? ` (left out: ${placement.why})` : ''

describe.skipIf(left !== '')(`a pinned session${left}`, () => {
  it('says where its processes ran, and leaves this one as it was', async () => {
    const before = readAllowedCpus()
    const { session } = await runWith(target('new', 'forks-a-child'), { placement, units: 1 })
    const { pinning } = placement as Extract<Placement, { state: 'pinned' }>
    expect(session.header.pinning).toEqual(pinning)
    expect(session.header.notes).toEqual([])
    expect(session.units).toMatchObject([{ state: 'complete', notes: [] }])
    expect(readAllowedCpus()).toEqual(before)
  })

  it('notes a server that moved itself to other CPUs, and goes on', async () => {
    const moved = target('new', 'well-behaved')
    const everywhere = ['taskset', '-c', readAllowedCpus()!.join(',')]
    const spec = { ...moved.spec, command: [...everywhere, ...moved.spec.command] }
    const { session } = await runWith({ ...moved, spec }, { placement, units: 1 })
    expect(session.units).toMatchObject([
      { state: 'complete', notes: [{ code: 'left-its-cpus', target: 'new', unit: 1 }] },
    ])
  })
})

it('a session that is not pinned says why', async () => {
  const { session } = await runWith(target('new', 'well-behaved'), { units: 1 })
  expect(session.header.pinning).toBeUndefined()
  expect(session.header.notes).toEqual([{ code: 'not-pinned', why: 'tests do not need it' }])
})

describe('a session', () => {
  it('that ends by itself is finished: header, units and end are written as they are made', async () => {
    const { session, failure } = await runWith(target('new', 'well-behaved'))
    expect(failure).toBeUndefined()
    expect(lines.map(({ kind }) => kind)).toEqual(['session', 'unit', 'unit', 'end'])
    expect(() => headerSchema.parse(lines[0])).not.toThrow()
    for (const unit of session.units) expect(() => unitSchema.parse(unit)).not.toThrow()
    expect(endSchema.parse(lines.at(-1))).toMatchObject({ state: 'finished', notes: [] })
    expect(session.header.answers.map(({ state }) => state)).toEqual(['same', 'same'])
    expect(readdirSync(run.directory).filter((name) => /^unit-\d+-\w+$/.test(name))).toEqual([])
  })

  it('gives every build the planned slices in each unit, each position once per round', async () => {
    const { session } = await runWith(target('new', 'well-behaved'))
    const [plan] = session.header.plan
    for (const { slices, index } of session.units) {
      expect(slices).toHaveLength(plan!.rounds * 2)
      for (let round = 0; round < plan!.rounds; round++) {
        const ofRound = slices.filter((slice) => slice.round === round)
        expect(ofRound.map((slice) => slice.target).sort()).toEqual(['main', 'new'])
        expect(ofRound.map(({ position }) => position)).toEqual([0, 1])
      }
      for (const { target: label, recordings } of slices)
        expect(recordings).toMatchObject([{ due: plan!.requests![label], missed: 0 }])
      expect(progress).toContainEqual(expect.objectContaining({ kind: 'unit-done', unit: index }))
    }
  })

  it('stops early when it was asked whether to go on and the answer is no', async () => {
    const asked: number[] = []
    const shouldContinue: SessionRequest['shouldContinue'] = ({ units }) =>
      asked.push(units.length) < 1
    const { session } = await runWith(target('new', 'well-behaved'), { shouldContinue })
    expect(asked).toEqual([1])
    expect(session).toMatchObject({ units: [{}], end: { state: 'finished' } })
  })

  it('that is interrupted keeps the units before, and a void part of the one it was in', async () => {
    const controller = new AbortController()
    const reason = new InterruptedError('Interrupted by SIGINT.')
    const onProgress = (one: Progress): void => {
      if (one.kind === 'slice' && one.unit === 2) controller.abort(reason)
    }
    const { signal } = controller
    const { session, failure } = await runWith(target('new', 'well-behaved'), {
      signal,
      onProgress,
    })
    expect(failure).toBe(reason)
    expect(session.units.map(({ state }) => state)).toEqual(['complete', 'void'])
    expect(session.units[1]!.notes).toEqual([{ code: 'unit-interrupted', unit: 2 }])
    const notes = [{ code: 'interrupted', unitsDone: 1, unitsPlanned: 2 }]
    expect(session.end).toMatchObject({ state: 'interrupted', notes })
  })

  it('interrupted before its first unit throws the reason and has written nothing', async () => {
    const controller = new AbortController()
    const reason = new InterruptedError('Interrupted by SIGINT.')
    const onProgress = ({ kind }: Progress): void => {
      if (kind === 'rehearsal') controller.abort(reason)
    }
    const { signal } = controller
    const running = runWith(target('new', 'well-behaved'), { signal, onProgress })
    await expect(running).rejects.toBe(reason)
    expect(lines).toEqual([])
  })

  it('fails with the server that dies, and keeps what there is', async () => {
    // A number of requests would depend on the plan, which depends on how fast this machine is.
    const isTime = join(folder, 'is-time')
    const onProgress = (one: Progress): void => {
      if (one.kind === 'slice' && one.done === 1) writeFileSync(isTime, '')
    }
    const dying = target('new', 'dies-midway', '--once', isTime)
    const { session, failure } = await runWith(dying, { onProgress })
    expect(failure).toBeInstanceOf(TargetError)
    expect(failure).toMatchObject({ target: 'new', logTail: ['out of memory (pretended)'] })
    expect(session.units.map(({ state }) => state)).toEqual(['void'])
    const notes = [{ code: 'target-died', target: 'new', unit: 1 }]
    expect(session.end).toMatchObject({ state: 'failed', notes })
  })

  it('whose servers do not start has no line at all', async () => {
    const running = runWith(target('new', 'dies-at-start'))
    await expect(running).rejects.toMatchObject({ name: 'TargetError', target: 'new' })
    expect(lines).toEqual([])
    expect(progress.map(({ kind }) => kind)).toEqual(['starting', 'starting'])
  })

  it('notes a server that has to be killed, and counts its units', async () => {
    const { session } = await runWith(target('new', 'ignores-sigterm'), { units: 1 })
    expect(session.units).toMatchObject([
      { state: 'complete', notes: [{ code: 'ignored-stop', target: 'new', timeoutMs: 300 }] },
    ])
  })
})

describe('a session of disturbed units', () => {
  /** More than any load generator can send. */
  const open = { kind: 'open', ratePerSecond: 40_000, arrival: 'constant', inFlightMax: 10_000 }
  const flood = {
    name: 'flood',
    title: 'flood',
    table: 'T',
    summary: '',
    readOnly: true,
    sliceMs: 50,
    loads: [{ name: 'flood', model: open, measured: true, requests: [{ path: '/' }] }],
  }
  const flooded = (changes: Partial<SessionRequest>): Promise<SessionOutcome> => {
    const plan = { rounds: 1, scenarioBudgetMs: 60, warmupBudgetMs: 10 }
    const configFile = join(folder, 'flood.json')
    writeFileSync(configFile, JSON.stringify({ start: ['node'], scenarios: [flood] }))
    const { scenarios } = parseConfig('FILE', { start: ['node'], scenarios: [flood] })
    return runWith(target('new', 'well-behaved'), { configFile, scenarios, plan, ...changes })
  }

  it('measures them again, at most half as many as were planned, and keeps none', async () => {
    const { session, failure } = await flooded({ disturbedUnits: 'repeat' })
    expect(failure).toBeUndefined()
    expect(session.units.map(({ index, state }) => [index, state])).toEqual([
      [1, 'void'],
      [2, 'void'],
      [3, 'void'],
    ])
    expect(session.units[0]!.notes).toContainEqual(
      expect.objectContaining({ code: 'unit-void', unit: 1, target: 'new' }),
    )
    expect(session.end).toMatchObject({ state: 'finished' })
    const done = progress.filter(({ kind }) => kind === 'unit-done')
    expect(done.map((one) => 'units' in one && one.units)).toEqual([2, 3, 4])
    expect(done[0]).toMatchObject({ voidBecause: expect.any(String) })
  })

  it('goes on until enough are complete', async () => {
    const { session: before } = await flooded({ disturbedUnits: 'repeat', units: 1 })
    const resumed = { header: before.header, units: before.units }
    const { session } = await flooded({ disturbedUnits: 'keep', units: 2, resumed })
    expect(session.units.map(({ state }) => state)).toEqual(['void', 'complete', 'complete'])
  })

  it('counts and notes them where the config asks for it', async () => {
    const { session } = await flooded({ disturbedUnits: 'keep', units: 1 })
    expect(session.units).toMatchObject([{ state: 'complete' }])
    expect(session.units[0]!.notes).toContainEqual(
      expect.objectContaining({ code: 'unit-disturbed', unit: 1, target: 'new' }),
    )
  })
})

describe('a session that is resumed', () => {
  let known: Session | undefined
  const interrupted = async (): Promise<Session> => (known ??= await interrupt())
  const interrupt = async (): Promise<Session> => {
    const controller = new AbortController()
    const onProgress = (one: Progress): void => {
      if (one.kind === 'slice' && one.unit === 2 && one.done === 1)
        controller.abort(new InterruptedError('Interrupted by SIGINT.'))
    }
    const { signal } = controller
    const { session } = await runWith(target('new', 'well-behaved'), {
      signal,
      onProgress,
      units: 3,
    })
    expect(session.units.map(({ state }) => state)).toEqual(['complete', 'void'])
    lines = []
    return session
  }
  const resume = (resumed: Session, changes: Partial<SessionRequest> = {}) =>
    runWith(target('new', 'well-behaved'), { resumed, units: 3, ...changes })
  const asked = ({ units }: Session): unknown =>
    units.map(({ slices, index }) => [
      index,
      slices.map(({ scenario, target: label, round, position, recordings }) => {
        return [scenario, label, round, position, recordings.map(({ due }) => due)]
      }),
    ])

  it('asks what it would have asked uninterrupted, by the plan it began with', async () => {
    const before = await interrupted()
    const tool = { name: 'heartbench', version: '9' }
    const { session, failure } = await resume(before, { tool })
    expect(failure).toBeUndefined()
    expect(session.units.map(({ notes }) => notes)).toMatchObject([
      [],
      [
        { code: 'resumed', unitsBefore: 1 },
        { code: 'settings-differ', setting: 'heartbench version', first: '0', second: '9' },
      ],
      [],
    ])
    expect(lines.map(({ kind }) => kind)).toEqual(['unit', 'unit', 'end'])
    expect(session.header).toEqual(before.header)
    expect(session.end).toMatchObject({ state: 'finished', notes: [] })
    // Plans depend on measured costs, so the session to compare with has to begin with the same one.
    const { session: whole } = await resume({ header: before.header, units: [] })
    expect(asked(session)).toEqual(asked(whole))
  })

  it('refuses other targets and settings before anything is rehearsed', async () => {
    const before = await interrupted()
    const other = target('new', 'well-behaved', '--slow', '1')
    progress = []
    await expect(runWith(other, { resumed: before, units: 3 })).rejects.toThrow(
      /settings that the session was begun with; they differ in targets \(.*before, .* now\)/,
    )
    const { machine } = before.header
    const elsewhere = {
      ...before,
      header: { ...before.header, machine: { ...machine, cpus: 999 } },
    }
    await expect(resume(elsewhere)).rejects.toThrow(/machine: CPUs \(999 before, \d+ now\)/)
    expect(lines).toEqual([])
    expect(progress).toEqual([])
  })

  it('refuses builds that answer otherwise than before', async () => {
    const before = await interrupted()
    const answers = before.header.answers.map((answer) => ({ ...answer, digest: 'other' }))
    await expect(resume({ ...before, header: { ...before.header, answers } })).rejects.toThrow(
      'Expected the answers that the session was begun with, got others to root on "main", root on "new"',
    )
    expect(lines).toEqual([])
  })

  it('of which everything is measured or decided only gets its end', async () => {
    const before = await interrupted()
    await resume(before, { shouldContinue: () => false })
    expect(lines.map(({ kind }) => kind)).toEqual(['end'])
  })
})

describe('a budget', () => {
  it('ends the session before a unit that would not fit', async () => {
    const realNow = performance.now.bind(performance)
    let skippedMs = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => realNow() + skippedMs)
    const shouldContinue: SessionRequest['shouldContinue'] = ({ units }) => {
      if (units.length === 2) skippedMs += 600_000
      return true
    }
    const request = { units: 40, budgetMs: 600_000, shouldContinue }
    const { session } = await runWith(target('new', 'well-behaved'), request).finally(() =>
      clock.mockRestore(),
    )
    expect(session.units).toHaveLength(2)
    expect(session.header.budgetMs).toBe(600_000)
    expect(session.end).toMatchObject({
      state: 'finished',
      notes: [{ code: 'budget-spent', budgetMs: 600_000, unitsDone: 2, unitsPlanned: 40 }],
    })
  })

  it('without room for two units is refused, and nothing is written', async () => {
    const running = runWith(target('new', 'well-behaved'), { budgetMs: 1 })
    await expect(running).rejects.toThrow('Expected a budget with room for 2 more units')
    expect(lines).toEqual([])
  })
})
