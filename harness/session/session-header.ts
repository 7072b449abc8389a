// The first line of a session: rehearses every scenario on every build, plans the units from what that cost, and
// writes down what is measured on what.
import { MeasurementError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import { formatCpuList } from '../machine/cpu-list.ts'
import { describeMachine } from '../machine/describe-machine.ts'
import { strayedTo } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import type { SessionHeader } from '../results/schema.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { describeScenario, describeSnapshot } from './describe-subject.ts'
import type { Driver } from './driver.ts'
import { planScenario, unitMs } from './plan.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'
import { startContext } from './session-request.ts'
import type { SessionRequest } from './session-request.ts'
import type { SessionTarget } from './session-target.ts'
import { startAll, stopAll } from './subjects.ts'

/** Everything that is fixed before the first unit: the plan, and whether the builds answer alike. */
export async function writeHeader(request: SessionRequest, driver: Driver): Promise<SessionHeader> {
  const { targets, scenarios, snapshot, placement, onProgress } = request
  const startedAt = new Date().toISOString()
  await driver.ask({ kind: 'configure', configFile: request.configFile, snapshot: snapshot?.facts })
  checkGenerator(driver, placement)
  const rehearsal = await runRehearsal(request, driver)
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
    ...(placement.state === 'pinned' && { pinning: placement.pinning }),
    ...(snapshot !== undefined && { snapshot: describeSnapshot(snapshot) }),
    targets: targets.map(({ info }) => info),
    scenarios: scenarios.map(describeScenario),
    plan,
    answers: [...rehearsal.answers],
    notes: [
      ...pinningNotes(placement),
      ...targetNotes(targets),
      ...snapshotNotes(snapshot),
      ...rehearsal.notes,
    ],
  }
  await request.sink.header(header)
  return header
}

async function runRehearsal(request: SessionRequest, driver: Driver): Promise<Rehearsal> {
  const { targets, scenarios, units, onProgress } = request
  const running = await startAll(targets, {
    ...startContext(request),
    seed: `${request.seed}/rehearsal`,
    name: 'rehearsal',
    onStart: (target) => onProgress({ kind: 'starting', unit: undefined, units, target }),
  })
  try {
    return await rehearse(scenarios, running, driver, onProgress)
  } finally {
    await stopAll(running)
  }
}

/** Asked once it answers: from then on the process is the generator, and not what started it. */
function checkGenerator({ pid }: Driver, placement: Placement): void {
  const strayed = pid === undefined ? undefined : strayedTo(placement, 'generator', pid)
  if (placement.state === 'free' || strayed === undefined) return
  throw new MeasurementError(
    `Expected the load generator on CPU ${formatCpuList(placement.pinning.generator)}, found it on ${formatCpuList(strayed)}. Set pinning to "off" in the config.`,
  )
}

function pinningNotes(placement: Placement): Note[] {
  return placement.state === 'free' ? [{ code: 'not-pinned', why: placement.why }] : []
}

function targetNotes(targets: readonly SessionTarget[]): Note[] {
  return targets.flatMap(({ info: { label: target, dirty, fault } }): Note[] => [
    ...(dirty ? [{ code: 'dirty-tree' as const, target }] : []),
    ...(fault === undefined ? [] : [{ code: 'fault-injected' as const, target, fault }]),
  ])
}

/** Only the tables of ActivityWatch are known well enough to tell what a scenario must leave in them. */
function snapshotNotes(snapshot: Snapshot | undefined): Note[] {
  if (snapshot === undefined || snapshot.facts !== undefined) return []
  const why = 'it is no ActivityWatch database'
  return [{ code: 'rows-not-checked', what: `the copies of ${snapshot.name}`, why }]
}
