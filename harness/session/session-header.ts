// The first line of a session: what is measured on what, how much of it, and whether the builds answer alike.
import type { Note } from '../core/notes.ts'
import { describeMachine } from '../machine/describe-machine.ts'
import type { Placement } from '../machine/placement.ts'
import type { Answer, QueryPlans, SessionHeader } from '../results/schema.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { describeScenario, describeSnapshot } from './describe-subject.ts'
import type { SessionRequest } from './session-request.ts'
import type { SessionTarget } from './session-target.ts'

/** What only the rehearsal tells. */
export interface Rehearsed {
  readonly plan: SessionHeader['plan']
  readonly answers: readonly Answer[]
  readonly notes: readonly SessionHeader['notes'][number][]
  /** Of targets that tell them. */
  readonly queryPlans?: readonly QueryPlans[] | undefined
}

export async function describeSession(
  request: SessionRequest,
  startedAt: string,
  rehearsed: Rehearsed,
): Promise<SessionHeader> {
  const { targets, snapshot, placement, looks, budgetMs, gate, chain, calibration } = request
  const { queryPlans = [] } = rehearsed
  return {
    kind: 'session',
    schemaVersion: SCHEMA_VERSION,
    tool: request.tool,
    id: request.id,
    startedAt,
    command: request.command,
    seed: request.seed,
    unitsPlanned: request.units,
    ...(looks !== undefined && { looks: [...looks] }),
    ...(budgetMs !== undefined && { budgetMs }),
    machine: describeMachine(),
    ...(placement.state === 'pinned' && { pinning: placement.pinning }),
    ...(snapshot !== undefined && { snapshot: await describeSnapshot(snapshot) }),
    targets: targets.map(({ info }) => info),
    ...(chain !== undefined && { chain }),
    scenarios: request.scenarios.map(describeScenario),
    plan: rehearsed.plan,
    answers: [...rehearsed.answers],
    ...(queryPlans.length > 0 && { queryPlans: [...queryPlans] }),
    ...(gate !== undefined && { gate }),
    ...(calibration !== undefined && { calibration }),
    notes: [
      ...pinningNotes(placement),
      ...targetNotes(targets),
      ...snapshotNotes(snapshot),
      ...rehearsed.notes,
    ],
  }
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
