// One unit, the unit of replication: every build in a fresh process on a fresh copy, all up at once, short
// slices interleaved in seeded random order so that drift of the machine hits all builds alike.
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import { createRandom, shuffle } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import type { Scenario } from '../core/scenario.ts'
import { isLost } from '../load/failure.ts'
import type { Recording, ScenarioPlan, SliceResult, UnitResult } from '../results/schema.ts'
import { subtractUsage } from '../targets/resources.ts'
import type { Usage } from '../targets/target.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import { checkRows } from './check-rows.ts'
import type { Driver } from './driver.ts'
import { isInRound } from './plan.ts'
import type { OnProgress } from './progress.ts'
import { prepare } from './rehearsal.ts'
import type { SessionTarget } from './session-target.ts'
import { findDeath, startAll, stopAll, stopNote, throwIfDead } from './subjects.ts'
import type { RunningTarget, StartContext, Stopped } from './subjects.ts'

export interface UnitRequest {
  readonly index: number
  readonly units: number
  readonly targets: readonly SessionTarget[]
  readonly scenarios: readonly Scenario[]
  readonly plans: readonly ScenarioPlan[]
  readonly start: Omit<StartContext, 'seed' | 'name' | 'onStart'>
  readonly seed: string
  /** What the snapshot holds; undefined when it is no ActivityWatch database. */
  readonly rows: RowCount | undefined
  readonly driver: Driver
  readonly onProgress: OnProgress
}

/** A unit that broke off is void; `failure` says why, and the session ends with it. */
export interface UnitOutcome {
  readonly unit: UnitResult
  readonly failure: Error | undefined
}

export async function runUnit(request: UnitRequest): Promise<UnitOutcome> {
  const startedMs = performance.now()
  const startedAt = new Date().toISOString()
  const seed = `${request.seed}/unit-${request.index}`
  const random = createRandom(seed)
  const slices: SliceResult[] = []
  const notes: Note[] = []
  let failure: Error | undefined
  const running = await startAll(shuffle(request.targets, random), {
    ...request.start,
    seed,
    name: `unit-${request.index}`,
    onStart: (target) =>
      request.onProgress({ kind: 'starting', unit: request.index, units: request.units, target }),
  })
  let failedWarmUps: readonly FailedWarmUp[] = []
  try {
    failedWarmUps = await warmUp(request, running, random)
    await runRounds(request, running, random, slices)
  } catch (error) {
    failure = (request.start.signal.aborted ? request.start.signal.reason : error) as Error
  }
  const stopped = await stopAll(running, { countRows: request.rows !== undefined && !failure })
  failure ??= findDeath(running, stopped)
  for (const one of stopped)
    notes.push(...[stopNote(one, request.index)].filter((note) => note !== undefined))
  const failed = failedRequests(slices, request.index)
  notes.push(...failureNotes(failure, request.index), ...failed)
  if (failure === undefined)
    notes.push(...(await rowNotes(request, running, stopped, [...failed, ...failedWarmUps])))
  return {
    // Nothing of the unit is lost when only the clearing away fails.
    failure: failure ?? (await forgetAll(request.driver, running)),
    unit: {
      kind: 'unit',
      index: request.index,
      startedAt,
      durationMs: performance.now() - startedMs,
      state: failure === undefined ? 'complete' : 'void',
      lifecycle: stopped.map(({ lifecycle }) => lifecycle),
      slices,
      notes,
    },
  }
}

interface FailedWarmUp {
  readonly scenario: string
  readonly target: string
}

/** What every process left in its database, compared with what it was asked to. */
async function rowNotes(
  { rows: before, scenarios, start, driver, index: unit }: UnitRequest,
  running: readonly RunningTarget[],
  stopped: readonly Stopped[],
  failures: readonly FailedWarmUp[],
): Promise<Note[]> {
  if (before === undefined) return []
  const notes: Note[] = []
  for (const {
    subject,
    target: { info },
  } of running) {
    const target = info.label
    const sent = await driver.ask({ kind: 'sent', subject })
    const failed = new Set(
      failures.filter((one) => one.target === target).map(({ scenario }) => scenario),
    )
    const after = stopped.find(({ lifecycle }) => lifecycle.target === target)?.rows ?? NOT_COUNTED
    const snapshot = start.snapshot?.facts
    notes.push(...checkRows({ unit, target, scenarios, snapshot, sent, failed, before, after }))
  }
  return notes
}

const NOT_COUNTED: RowCount = {
  state: 'unknown',
  why: 'it did not stop when asked, so that its last writes may be lost',
}

/** Fixed and equal counts; the targets in random order per scenario. */
async function warmUp(
  { scenarios, plans, driver, start, index, units, onProgress }: UnitRequest,
  running: readonly RunningTarget[],
  random: Random,
): Promise<FailedWarmUp[]> {
  const failed: FailedWarmUp[] = []
  for (const scenario of scenarios) {
    const { warmup: requests } = plans.find((plan) => plan.scenario === scenario.name)!
    onProgress({ kind: 'warm-up', unit: index, units, what: scenario.name })
    for (const one of shuffle(running, random)) {
      start.signal.throwIfAborted()
      await prepare(scenario, one, driver)
      const warmed = await driver.ask({
        kind: 'warm-up',
        subject: one.subject,
        scenario: scenario.name,
        requests,
        budgetMs: undefined,
      })
      if (warmed.failure === undefined) continue
      if (isLost(warmed.failure)) await throwIfDead(one)
      failed.push({ scenario: scenario.name, target: one.target.info.label })
    }
  }
  return failed
}

/** Closes the connections to processes that have ended. */
async function forgetAll(
  driver: Driver,
  running: readonly RunningTarget[],
): Promise<Error | undefined> {
  try {
    for (const { subject } of running) await driver.ask({ kind: 'forget', subject })
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function runRounds(
  request: UnitRequest,
  running: readonly RunningTarget[],
  random: Random,
  slices: SliceResult[],
): Promise<void> {
  const { plans, units, index, onProgress } = request
  const allRounds = Math.max(...plans.map(({ rounds }) => rounds))
  const all = plans.reduce((sum, plan) => sum + plan.rounds * running.length, 0)
  for (let round = 0; round < allRounds; round++) {
    for (const plan of plans) {
      if (!isInRound(plan, round, allRounds)) continue
      for (const [position, one] of shuffle(running, random).entries()) {
        const done = slices.length
        onProgress({ kind: 'slice', unit: index, units, what: plan.scenario, done, all })
        slices.push(await runSlice(request, plan, one, round, position))
      }
    }
  }
}

async function runSlice(
  { driver, start }: UnitRequest,
  plan: ScenarioPlan,
  running: RunningTarget,
  round: number,
  position: number,
): Promise<SliceResult> {
  start.signal.throwIfAborted()
  const { label } = running.target.info
  const before = running.process.usage()
  const { recordings, generator } = await driver.ask({
    kind: 'slice',
    subject: running.subject,
    scenario: plan.scenario,
    plan: { requests: plan.requests?.[label], sliceMs: plan.sliceMs, dropped: plan.dropped },
  })
  const usage = usageBetween(before, running.process.usage())
  if (recordings.some(hasLostAnswers)) await throwIfDead(running)
  return {
    scenario: plan.scenario,
    target: label,
    round,
    position,
    recordings: [...recordings],
    generator,
    ...(usage !== undefined && { usage }),
  }
}

function usageBetween(before: Usage | undefined, after: Usage | undefined): SliceResult['usage'] {
  if (before === undefined || after === undefined) return undefined
  const { cpuMs, rssBytes, writtenBytes } = subtractUsage(after, before)
  // A member that left the group took its counters along: nothing is known then.
  if (cpuMs < 0 || (writtenBytes ?? 0) < 0) return undefined
  return { cpuMs, rssBytes, ...(writtenBytes !== undefined && { writtenBytes }) }
}

const hasLostAnswers = ({ failures }: Recording) => Object.keys(failures).some(isLost)

function failureNotes(failure: Error | undefined, unit: number): Note[] {
  if (failure === undefined) return []
  const detail = failure.message.replace(/\.$/, '')
  return [
    {
      code: 'unit-void',
      unit,
      detail: failure instanceof TargetError ? detail : `it broke off (${detail})`,
    },
  ]
}

/** One note per scenario and target whose requests failed. */
function failedRequests(
  slices: readonly SliceResult[],
  unit: number,
): Extract<Note, { code: 'failed-requests' }>[] {
  const failed = new Map<string, { scenario: string; target: string; codes: Map<string, number> }>()
  for (const { scenario, target, recordings } of slices)
    for (const { failures } of recordings)
      for (const [code, count] of Object.entries(failures)) {
        const key = `${scenario}/${target}`
        const entry = failed.get(key) ?? { scenario, target, codes: new Map<string, number>() }
        entry.codes.set(code, (entry.codes.get(code) ?? 0) + count)
        failed.set(key, entry)
      }
  return [...failed.values()].map(({ scenario, target, codes }) => ({
    code: 'failed-requests',
    scenario,
    target,
    unit,
    failed: [...codes.values()].reduce((sum, count) => sum + count, 0),
    detail: [...codes].map(([code, count]) => `${count} × ${code}`).join(', '),
  }))
}
