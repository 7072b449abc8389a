// Stopping the processes of a unit, and what that tells: how they ended, what they left on disk, a second start.
import { rm } from 'node:fs/promises'
import type { Lifecycle } from '../results/schema.ts'
import { countRowsOfCopy } from '../snapshots/count-rows.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import { createPeek } from '../snapshots/peek-database.ts'
import type { ExitReason } from '../targets/target.ts'
import { databaseBytes, indexBytesAfter } from './database-sizes.ts'
import { learnSchema } from './known-schemas.ts'
import { restartOnce } from './restart.ts'
import type { RunningTarget } from './subjects.ts'
import { isUnfinished, migrationOf } from './watch-schema.ts'
import type { SchemaHistory } from './watch-schema.ts'

/** What stopping told, per target. */
export interface Stopped {
  readonly lifecycle: Lifecycle
  readonly reason: ExitReason
  /** What its database holds, when it was asked to be counted and the process ended in order. */
  readonly rows?: RowCount
  /** Whether its database got the schema that it ended with only when the load had begun. */
  readonly migratedLate?: boolean
  /** Why it did not start a second time. */
  readonly restartProblem?: string
}

export interface StopOptions {
  /** What their databases hold is counted. */
  readonly countRows?: boolean
  /** Those that ended in order are started once more. */
  readonly restart?: boolean
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
      const ended = await stopOne(one, options)
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

async function stopOne(running: RunningTarget, { restart }: StopOptions): Promise<Stopped> {
  const { process, target, database, schemas } = running
  const rssBytes = process.usage()?.rssBytes
  const stopStartedMs = performance.now()
  const reason = await process.stop()
  const stopMs = performance.now() - stopStartedMs
  const databaseBytesAfter = database === undefined ? undefined : await databaseBytes(database)
  const migration = schemas && endMigration(running, schemas)
  // Before anybody else opens the database: a second start finds it as the first one left it.
  const again = restart && reason.kind === 'exited' ? await restartOnce(running) : undefined
  return {
    reason,
    ...(migration?.isLate && { migratedLate: true }),
    ...(again?.problem !== undefined && { restartProblem: again.problem }),
    lifecycle: {
      target: target.info.label,
      acceptsMs: process.acceptsMs,
      readyMs: process.readyMs,
      ...(process.firstAnswerMs !== undefined && { firstAnswerMs: process.firstAnswerMs }),
      ...(reason.kind === 'exited' && { stopMs }),
      ...(rssBytes !== undefined && { rssBytes }),
      ...migration?.lifecycle,
      ...again?.times,
      ...running.sizesBefore,
      ...(databaseBytesAfter !== undefined && { databaseBytesAfter }),
      ...indexBytesAfter(database),
    },
  }
}

/** Asked when the process has ended and its database is at rest; later starts of the target learn from it. */
function endMigration({ target, process, database }: RunningTarget, schemas: SchemaHistory) {
  const after = createPeek(database!)()
  const { migratedMs: toldMs, spawnedAt: spawnedAtMs } = process
  if (after !== undefined) learnSchema(target, after.schema)
  const end = { after, toldMs, spawnedAtMs }
  return { lifecycle: migrationOf(schemas, end), isLate: isUnfinished(schemas, end) }
}
