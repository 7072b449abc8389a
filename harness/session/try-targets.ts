// Tries what a session does before its first unit: starts targets, compares their answers, stops them. Nothing is
// measured; whoever asks learns how far it came.
import { startDriver } from './driver.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'
import type { SessionRequest } from './session-request.ts'
import { startAll } from './subjects.ts'
import { stopAll } from './stop-subjects.ts'
import type { RunningTarget } from './subjects.ts'
import type { Stopped } from './stop-subjects.ts'

export type TryRequest = Pick<
  SessionRequest,
  | 'targets'
  | 'scenarios'
  | 'configFile'
  | 'snapshot'
  | 'placement'
  | 'owner'
  | 'environment'
  | 'onProgress'
  | 'signal'
>

/** What was not reached is absent; `failure` says why. */
export interface Tried {
  readonly started?: readonly RunningTarget[]
  readonly rehearsal?: Rehearsal
  readonly stopped?: readonly Stopped[]
  readonly failure?: Error
}

export async function tryTargets(request: TryRequest): Promise<Tried> {
  const { targets, owner, placement, snapshot, signal, onProgress } = request
  const tried: { -readonly [Key in keyof Tried]: Tried[Key] } = {}
  const driver = startDriver({ ...request.environment, ...owner.environment })
  const close = () => driver.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    const { configFile } = request
    await driver.ask({ kind: 'configure', configFile, snapshot: snapshot?.facts })
    tried.started = await startAll(targets, {
      owner,
      placement,
      snapshot,
      signal,
      seed: 'trial',
      name: 'trial',
      onStart: (target) => onProgress({ kind: 'starting', unit: undefined, units: 1, target }),
    })
    try {
      tried.rehearsal = await rehearse(
        request.scenarios,
        tried.started,
        driver,
        { warmupBudgetMs: 0 },
        onProgress,
      )
    } finally {
      tried.stopped = await stopAll(tried.started)
    }
  } catch (error) {
    tried.failure = (signal.aborted ? signal.reason : error) as Error
  } finally {
    signal.removeEventListener('abort', close)
    driver.close()
  }
  return tried
}
