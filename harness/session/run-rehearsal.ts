// The rehearsal with its processes: started like those of a unit, and so what starting and stopping takes is known.
import { MeasurementError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import { formatCpuList } from '../machine/cpu-list.ts'
import { strayedTo } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import type { QueryPlans } from '../results/schema.ts'
import type { Driver } from './driver.ts'
import { explainQueries } from './query-plans.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'
import { startContext } from './session-request.ts'
import type { SessionRequest } from './session-request.ts'
import { stopAll } from './stop-subjects.ts'
import { homes, startAll } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'

export interface TimedRehearsal extends Rehearsal {
  /** Of targets that tell them. */
  readonly queryPlans: readonly QueryPlans[]
  /** Starting and stopping all processes once. */
  readonly restartMs: number
}

export async function runRehearsal(
  request: SessionRequest,
  driver: Driver,
): Promise<TimedRehearsal> {
  const { targets, scenarios, snapshot, units, onProgress } = request
  await driver.ask({ kind: 'configure', configFile: request.configFile, snapshot: snapshot?.facts })
  checkGenerator(driver, request.placement)
  const startingMs = performance.now()
  const running = await startAll(targets, {
    ...startContext(request),
    seed: `${request.seed}/rehearsal`,
    name: 'rehearsal',
    onStart: (target) => onProgress({ kind: 'starting', unit: undefined, units, target }),
  })
  const startedMs = performance.now()
  let stoppingMs = startedMs
  let rehearsal: Rehearsal | undefined
  const explaining = explainStopped(request)
  try {
    rehearsal = await rehearse(scenarios, running, driver, request.plan, onProgress)
  } finally {
    stoppingMs = performance.now()
    // Rows are counted and servers started again only because units do so: that takes its time.
    await stopAll(running, {
      countRows: snapshot?.facts !== undefined,
      restart: request.restart === true && rehearsal !== undefined,
      onStopped: async (one) => {
        if (rehearsal !== undefined) await explaining.ask(one)
      },
    })
  }
  const restartMs = startedMs - startingMs + performance.now() - stoppingMs - explaining.tookMs()
  const { queryPlans, notes } = explaining
  return { ...rehearsal, notes: [...rehearsal.notes, ...notes], queryPlans, restartMs }
}

/** Asks once per session, and keeps what that took apart from what stopping takes. */
function explainStopped({ owner, signal, resumed, onProgress }: SessionRequest) {
  const queryPlans: QueryPlans[] = []
  const notes: Note[] = []
  let tookMs = 0
  const ask = async ({ target, database, directory }: RunningTarget): Promise<void> => {
    if (resumed !== undefined || target.explain === undefined) return
    const startedMs = performance.now()
    onProgress({ kind: 'explaining', target: target.info.label })
    const request = { target, database, homes: homes(directory), owner, signal }
    const explained = await explainQueries(request)
    if (explained !== undefined && 'plans' in explained) queryPlans.push(explained.plans)
    else if (explained !== undefined) notes.push(explained.note)
    tookMs += performance.now() - startedMs
  }
  return { queryPlans, notes, ask, tookMs: () => tookMs }
}

/** Asked once it answers: from then on the process is the generator, and not what started it. */
function checkGenerator({ pid }: Driver, placement: Placement): void {
  const strayed = pid === undefined ? undefined : strayedTo(placement, 'generator', pid)
  if (placement.state === 'free' || strayed === undefined) return
  throw new MeasurementError(
    `Expected the load generator on CPU ${formatCpuList(placement.pinning.generator)}, found it on ${formatCpuList(strayed)}. Set pinning to "off" in the config.`,
  )
}
