// The processes of one unit: every target fresh, on a fresh copy of the snapshot, all up at once.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { Subject } from '../load/protocol.ts'
import { launcherOf } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import { copySnapshot } from '../snapshots/copy-snapshot.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { startTarget } from '../targets/start-target.ts'
import type { ExitReason, ProcessOwner, TargetProcess } from '../targets/target.ts'
import { sizesBefore } from './database-sizes.ts'
import type { SizesBefore } from './database-sizes.ts'
import { expectedSchema, expectNoSchema } from './known-schemas.ts'
import type { SessionTarget } from './session-target.ts'
import { stopAll } from './stop-subjects.ts'
import type { Stopped } from './stop-subjects.ts'
import { watchSchema } from './watch-schema.ts'
import type { SchemaHistory, SchemaWatch } from './watch-schema.ts'

/** One target of the unit, running. */
export interface RunningTarget {
  readonly target: SessionTarget
  readonly process: TargetProcess
  readonly subject: Subject
  readonly directory: string
  readonly database: string | undefined
  readonly sizesBefore: SizesBefore
  /** What became of its database's schema until its load began; undefined without a database. */
  readonly schemas: SchemaHistory | undefined
  /** Once the process has ended: the same on the same database. */
  readonly startAgain: () => Promise<TargetProcess>
  /** Aborted when the session is. */
  readonly signal: AbortSignal
}

export interface StartContext {
  readonly owner: ProcessOwner
  readonly placement: Placement
  readonly snapshot: Snapshot | undefined
  /** Seed of the unit. */
  readonly seed: string
  /** Distinguishes the processes of this unit from all others, such as `unit-3`. */
  readonly name: string
  readonly signal: AbortSignal
  /** Told before each start. */
  readonly onStart: (label: string) => void
}

/** Starts one after the other, so that start-up times do not disturb each other. Nothing is left when it throws. */
export async function startAll(
  targets: readonly SessionTarget[],
  context: StartContext,
): Promise<RunningTarget[]> {
  const started: StartedTarget[] = []
  // Load comes when all are up.
  const endWatches = () =>
    started.map(({ watch, ...one }): RunningTarget => Object.assign(one, { schemas: watch?.end() }))
  try {
    for (const target of targets) {
      context.onStart(target.info.label)
      started.push(await startOne(target, context))
    }
    return endWatches()
  } catch (error) {
    await stopAll(endWatches()).catch(() => undefined)
    throw error
  }
}

type StartedTarget = Omit<RunningTarget, 'schemas'> & { readonly watch: SchemaWatch | undefined }

async function startOne(target: SessionTarget, context: StartContext): Promise<StartedTarget> {
  const { label } = target.info
  const name = `${context.name}-${label}`
  const directory = join(context.owner.directory, name)
  const copy =
    context.snapshot === undefined ? undefined : await copySnapshot(context.snapshot, directory)
  let watch: SchemaWatch | undefined
  try {
    const before = sizesBefore(copy)
    const start = (label: string) =>
      startTarget({
        label,
        spec: {
          ...target.spec,
          command: [...launcherOf(context.placement, 'servers'), ...target.spec.command],
          environment: { ...homes(directory), ...target.spec.environment },
        },
        placeholders: { dir: target.directory, db: copy?.path },
        owner: context.owner,
        signal: context.signal,
      })
    watch = copy && watchSchema(copy.path)
    const process = await start(name)
    if (watch !== undefined) await awaitMigration(watch, target, process, context.signal)
    return {
      target,
      process,
      subject: { key: name, origin: process.origin, seed: context.seed },
      directory,
      database: copy?.path,
      sizesBefore: before,
      watch,
      startAgain: () => start(`${name}-again`),
      signal: context.signal,
    }
  } catch (error) {
    watch?.end()
    await rm(directory, { recursive: true, force: true })
    if (error instanceof TargetError) error.target ??= label
    throw error
  }
}

/** Up to the deadline of readiness; a server that is still not done then is measured as it is, and not waited for again. */
async function awaitMigration(
  watch: SchemaWatch,
  target: SessionTarget,
  process: TargetProcess,
  signal: AbortSignal,
): Promise<void> {
  const { ready, migrated } = target.spec
  if (migrated !== undefined) return
  const timeoutMs = process.spawnedAt + ready.timeoutMs - performance.now()
  const settled = await watch
    .settle(expectedSchema(target), timeoutMs, signal)
    .catch(async (error: unknown) => {
      await process.stop()
      throw error
    })
  if (!settled) expectNoSchema(target)
}

/** A user's own configuration, such as an API key, must not reach a measured server, nor its logs the user's home. */
export function homes(directory: string): Record<string, string> {
  const kinds = ['CONFIG', 'DATA', 'CACHE', 'STATE']
  return Object.fromEntries(
    kinds.map((kind) => [`XDG_${kind}_HOME`, join(directory, 'home', kind.toLowerCase())]),
  )
}

/** The lost connection that makes us ask may be known before the end of the process that caused it. */
const DEATH_NEWS_MS = 500

/** Asked after a connection was lost. */
export async function throwIfDead(running: RunningTarget): Promise<void> {
  const limit = new AbortController()
  const reason = await Promise.race([
    running.process.exited,
    pause(DEATH_NEWS_MS, undefined, { signal: limit.signal }).catch(() => undefined),
  ])
  limit.abort()
  if (reason?.kind === 'died') throw describeDeath(running, reason)
}

/** The first target that ended without being asked, though nobody may have noticed while it was measured. */
export function findDeath(
  running: readonly RunningTarget[],
  stopped: readonly Stopped[],
): TargetError | undefined {
  const died = stopped.find(({ reason }) => reason.kind === 'died')
  if (died?.reason.kind !== 'died') return undefined
  const one = running.find(({ target }) => target.info.label === died.lifecycle.target)!
  return describeDeath(one, died.reason)
}

function describeDeath(
  { process, target: { info } }: RunningTarget,
  { code, signal }: Extract<ExitReason, { kind: 'died' }>,
): TargetError {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`
  return new TargetError(
    `Expected "${info.label}" to run until it is stopped, but it ended with ${how}. The last lines of its log tell why; a deadline or a limit of memory may end it, too.`,
    { logTail: process.logTail(), target: info.label },
  )
}

/** A note when stopping was not graceful. */
export function stopNote(stopped: Stopped, unit: number): Note | undefined {
  const { reason, lifecycle } = stopped
  if (reason.kind !== 'killed') return undefined
  return {
    code: 'ignored-stop',
    target: lifecycle.target,
    unit,
    signal: reason.askedWith,
    timeoutMs: reason.timeoutMs,
  }
}
