// The processes of one unit: every target fresh, on a fresh copy of the snapshot, all up at once.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { Subject } from '../load/protocol.ts'
import { launcherOf } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import type { Lifecycle } from '../results/schema.ts'
import { copySnapshot } from '../snapshots/copy-snapshot.ts'
import { countRowsOfCopy } from '../snapshots/count-rows.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { startTarget } from '../targets/start-target.ts'
import type { ExitReason, ProcessOwner, TargetProcess } from '../targets/target.ts'
import { sizesAfter, sizesBefore } from './database-sizes.ts'
import type { SizesBefore } from './database-sizes.ts'
import type { SessionTarget } from './session-target.ts'

/** One target of the unit, running. */
export interface RunningTarget {
  readonly target: SessionTarget
  readonly process: TargetProcess
  readonly subject: Subject
  readonly directory: string
  readonly database: string | undefined
  readonly sizesBefore: SizesBefore
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
  const running: RunningTarget[] = []
  try {
    for (const target of targets) {
      context.onStart(target.info.label)
      running.push(await startOne(target, context))
    }
    return running
  } catch (error) {
    await stopAll(running).catch(() => undefined)
    throw error
  }
}

async function startOne(target: SessionTarget, context: StartContext): Promise<RunningTarget> {
  const { label } = target.info
  const name = `${context.name}-${label}`
  const directory = join(context.owner.directory, name)
  const copy =
    context.snapshot === undefined ? undefined : await copySnapshot(context.snapshot, directory)
  try {
    const before = sizesBefore(copy)
    const process = await startTarget({
      label: name,
      spec: {
        ...target.spec,
        command: [...launcherOf(context.placement, 'servers'), ...target.spec.command],
        environment: { ...homes(directory), ...target.spec.environment },
      },
      placeholders: { dir: target.directory, db: copy?.path },
      owner: context.owner,
      signal: context.signal,
    })
    return {
      target,
      process,
      subject: { key: name, origin: process.origin, seed: context.seed },
      directory,
      database: copy?.path,
      sizesBefore: before,
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    if (error instanceof TargetError) error.target ??= label
    throw error
  }
}

/** A user's own configuration, such as an API key, must not reach a measured server, nor its logs the user's home. */
export function homes(directory: string): Record<string, string> {
  const kinds = ['CONFIG', 'DATA', 'CACHE', 'STATE']
  return Object.fromEntries(
    kinds.map((kind) => [`XDG_${kind}_HOME`, join(directory, 'home', kind.toLowerCase())]),
  )
}

/** What stopping told, per target. */
export interface Stopped {
  readonly lifecycle: Lifecycle
  readonly reason: ExitReason
  /** What its database holds, when it was asked to be counted and the process ended in order. */
  readonly rows?: RowCount
}

export interface StopOptions {
  readonly countRows?: boolean
  /** Told of every target that ended in order while its database is still there. */
  readonly onStopped?: (one: RunningTarget) => Promise<void>
}

/** Stops every target even when one resists, then removes their databases. */
export async function stopAll(
  running: readonly RunningTarget[],
  options: StopOptions = {},
): Promise<Stopped[]> {
  const stopped: Stopped[] = []
  const errors: unknown[] = []
  for (const one of running) {
    try {
      const ended = await stopOne(one)
      if (ended.reason.kind === 'exited') await options.onStopped?.(one)
      const isCountable = options.countRows && ended.reason.kind === 'exited'
      stopped.push(
        isCountable && one.database !== undefined
          ? { ...ended, rows: await countRowsOfCopy(one.database) }
          : ended,
      )
    } catch (error) {
      errors.push(error)
    }
    await rm(one.directory, { recursive: true, force: true })
  }
  if (errors.length > 0) throw errors[0]
  return stopped
}

async function stopOne(running: RunningTarget): Promise<Stopped> {
  const { process, target, database } = running
  const rssBytes = process.usage()?.rssBytes
  const stopStartedMs = performance.now()
  const reason = await process.stop()
  const stopMs = performance.now() - stopStartedMs
  const after = await sizesAfter(database)
  return {
    reason,
    lifecycle: {
      target: target.info.label,
      acceptsMs: process.acceptsMs,
      readyMs: process.readyMs,
      ...(process.firstAnswerMs !== undefined && { firstAnswerMs: process.firstAnswerMs }),
      ...(reason.kind === 'exited' && { stopMs }),
      ...(rssBytes !== undefined && { rssBytes }),
      ...running.sizesBefore,
      ...after,
    },
  }
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
