// Plan → units → session file. Sets up and clears away every process; knows nothing of judging.
import type { Note } from '../core/notes.ts'
import { TargetError } from '../core/errors.ts'
import type { Load, Scenario } from '../core/scenario.ts'
import type {
  ScenarioInfo,
  Session,
  SessionEnd,
  SessionHeader,
  SnapshotInfo,
  UnitResult,
} from '../results/schema.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import { countRows } from '../snapshots/count-rows.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import type { ProcessOwner } from '../targets/target.ts'
import { startDriver } from './driver.ts'
import type { Driver } from './driver.ts'
import { describeMachine } from './machine.ts'
import { planScenario, unitMs } from './plan.ts'
import type { PlanSettings } from './plan.ts'
import type { OnProgress } from './progress.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'
import type { SessionTarget } from './session-target.ts'
import { startAll, stopAll } from './subjects.ts'
import { runUnit } from './unit.ts'

/** Where lines of the session go as they are made; the store writes them to a file. */
export interface SessionSink {
  header(header: SessionHeader): Promise<void>
  unit(unit: UnitResult): Promise<void>
  end(end: SessionEnd): Promise<void>
}

export interface SessionRequest {
  readonly id: string
  readonly tool: SessionHeader['tool']
  /** The command that repeats the session. */
  readonly command: string
  readonly seed: string
  readonly units: number
  /** Numbers of complete units at which verdicts will be read; undefined: once, at the end. */
  readonly looks?: readonly number[] | undefined
  readonly plan: PlanSettings
  readonly targets: readonly SessionTarget[]
  readonly scenarios: readonly Scenario[]
  readonly configFile: string
  readonly snapshot: Snapshot | undefined
  readonly owner: ProcessOwner
  /** Environment of the load generator. */
  readonly environment: NodeJS.ProcessEnv
  readonly sink: SessionSink
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
  /** Asked after every unit with what there is so far. */
  shouldContinue(session: Session): boolean
}

/** `failure` ended the session early; everything measured before it is in `session`. */
export interface SessionOutcome {
  readonly session: Session
  readonly failure: Error | undefined
}

/** Throws only when nothing could be measured at all: no header was written then. */
export async function runSession(request: SessionRequest): Promise<SessionOutcome> {
  const driver = startDriver({ ...request.environment, ...request.owner.environment })
  const closeDriver = () => driver.close()
  request.signal.addEventListener('abort', closeDriver, { once: true })
  try {
    request.signal.throwIfAborted()
    const header = await writeHeader(request, driver)
    return await runUnits(request, driver, header)
  } catch (error) {
    throw request.signal.aborted ? request.signal.reason : error
  } finally {
    request.signal.removeEventListener('abort', closeDriver)
    driver.close()
  }
}

async function writeHeader(request: SessionRequest, driver: Driver): Promise<SessionHeader> {
  const { targets, scenarios, snapshot, onProgress } = request
  const startedAt = new Date().toISOString()
  await driver.ask({ kind: 'configure', configFile: request.configFile, snapshot: snapshot?.facts })
  const seed = `${request.seed}/rehearsal`
  const { units } = request
  const running = await startAll(targets, {
    ...startContext(request),
    seed,
    name: 'rehearsal',
    onStart: (target) => onProgress({ kind: 'starting', unit: undefined, units, target }),
  })
  let rehearsal: Rehearsal
  try {
    rehearsal = await rehearse(scenarios, running, driver, onProgress)
  } finally {
    await stopAll(running)
  }
  const baseline = targets.find(({ info }) => info.role === 'baseline')!.info.label
  const plan = scenarios.map((scenario) =>
    planScenario(scenario, rehearsal.costs[scenario.name]!, baseline, request.plan),
  )
  const expectedMs = request.units * unitMs(plan, rehearsal.costs)
  onProgress({ kind: 'planned', units: request.units, expectedMs })
  const header: SessionHeader = {
    kind: 'session',
    schemaVersion: SCHEMA_VERSION,
    tool: request.tool,
    id: request.id,
    startedAt,
    command: request.command,
    seed: request.seed,
    unitsPlanned: request.units,
    ...(request.looks !== undefined && { looks: [...request.looks] }),
    machine: describeMachine(),
    ...(snapshot !== undefined && { snapshot: describeSnapshot(snapshot) }),
    targets: targets.map(({ info }) => info),
    scenarios: scenarios.map(describeScenario),
    plan,
    answers: [...rehearsal.answers],
    notes: [...targetNotes(targets), ...snapshotNotes(snapshot), ...rehearsal.notes],
  }
  await request.sink.header(header)
  return header
}

async function runUnits(
  request: SessionRequest,
  driver: Driver,
  header: SessionHeader,
): Promise<SessionOutcome> {
  const units: UnitResult[] = []
  const { snapshot } = request
  const rows = snapshot?.facts === undefined ? undefined : await countRows(snapshot.path)
  let failure: Error | undefined
  let index = 0
  while (index < request.units && failure === undefined) {
    index += 1
    const outcome = await runUnitSafely(request, driver, { header, rows, index })
    failure = request.signal.aborted ? (request.signal.reason as Error) : outcome.failure
    if (outcome.unit !== undefined) {
      units.push(outcome.unit)
      await request.sink.unit(outcome.unit)
      const { durationMs } = outcome.unit
      request.onProgress({ kind: 'unit-done', unit: index, units: request.units, durationMs })
    }
    if (failure === undefined && !request.shouldContinue({ header, units })) break
  }
  const end = describeEnd(request, units, failure, index)
  await request.sink.end(end)
  return { session: { header, units, end }, failure }
}

interface UnitInput {
  readonly header: SessionHeader
  readonly rows: RowCount | undefined
  readonly index: number
}

/** A unit whose processes did not even start leaves nothing but its failure. */
async function runUnitSafely(
  request: SessionRequest,
  driver: Driver,
  { header, rows, index }: UnitInput,
): Promise<{ unit?: UnitResult; failure: Error | undefined }> {
  const { units, targets, scenarios, seed, onProgress } = request
  const start = startContext(request)
  const { plan: plans } = header
  try {
    return await runUnit({
      index,
      units,
      targets,
      scenarios,
      plans,
      start,
      seed,
      rows,
      driver,
      onProgress,
    })
  } catch (error) {
    return { failure: error as Error }
  }
}

const startContext = ({ owner, snapshot, signal }: SessionRequest) => ({ owner, snapshot, signal })

function describeEnd(
  { signal, units: planned }: SessionRequest,
  units: readonly UnitResult[],
  failure: Error | undefined,
  lastUnit: number,
): SessionEnd {
  const unitsDone = units.filter(({ state }) => state === 'complete').length
  const notes: Note[] = []
  if (signal.aborted) notes.push({ code: 'interrupted', unitsDone, unitsPlanned: planned })
  else if (failure !== undefined) notes.push(failureNote(failure, lastUnit))
  return {
    kind: 'end',
    finishedAt: new Date().toISOString(),
    state: signal.aborted ? 'interrupted' : failure === undefined ? 'finished' : 'failed',
    notes,
  }
}

function failureNote(failure: Error, unit: number): Note {
  const detail = failure.message.replace(/\.$/, '')
  return failure instanceof TargetError && failure.target !== undefined
    ? { code: 'target-died', target: failure.target, unit, detail }
    : { code: 'unit-void', unit, detail }
}

function describeSnapshot({ name, bytes, manifest, facts }: Snapshot): SnapshotInfo {
  const events = facts?.buckets.reduce((sum, bucket) => sum + bucket.events, 0)
  const largest = facts?.buckets.reduce((a, b) => (a.events >= b.events ? a : b))
  return {
    name,
    bytes,
    digest: manifest?.logicalDigest ?? '',
    ...(events !== undefined && { events }),
    description:
      largest === undefined
        ? ''
        : `${facts!.buckets.length} buckets, largest ${largest.id} with ${largest.events} events`,
  }
}

function describeScenario(scenario: Scenario): ScenarioInfo {
  const { name, title, table, summary, readOnly, loads } = scenario
  return {
    name,
    title,
    table,
    summary,
    readOnly,
    loads: loads.map(describeLoad),
  }
}

function describeLoad({ name, model, measured }: Load): ScenarioInfo['loads'][number] {
  if (model.kind === 'open')
    return { name, measured, model: 'open', ratePerSecond: model.ratePerSecond }
  const { connections } = model
  return { name, measured, model: connections === 1 ? 'sequential' : 'concurrent', connections }
}

function targetNotes(targets: readonly SessionTarget[]): Note[] {
  return [
    { code: 'not-pinned' },
    ...targets.flatMap(({ info: { label: target, dirty, fault } }): Note[] => [
      ...(dirty ? [{ code: 'dirty-tree' as const, target }] : []),
      ...(fault === undefined ? [] : [{ code: 'fault-injected' as const, target, fault }]),
    ]),
  ]
}

/** Only the tables of ActivityWatch are known well enough to tell what a scenario must leave in them. */
function snapshotNotes(snapshot: Snapshot | undefined): Note[] {
  if (snapshot === undefined || snapshot.facts !== undefined) return []
  const why = 'it is no ActivityWatch database'
  return [{ code: 'rows-not-checked', what: `the copies of ${snapshot.name}`, why }]
}
