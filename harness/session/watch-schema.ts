// When a server has migrated its database, seen from outside: the schema of its copy, looked at from before its start
// until its load begins.
import { setTimeout as pause } from 'node:timers/promises'
import type { Lifecycle } from '../results/schema.ts'
import type { DatabaseHeader } from '../snapshots/database-header.ts'
import { createPeek } from '../snapshots/peek-database.ts'

/** A state of the database, and when it was seen first, on the clock of `performance.now`. */
export interface Seen {
  readonly atMs: number
  readonly header: DatabaseHeader
}

export interface SchemaHistory {
  /** Of the copy, before the start. */
  readonly before: DatabaseHeader | undefined
  /** Every other schema that was seen, in order. */
  readonly changes: readonly Seen[]
  /** As the load found it: later than the last change, but at the same point of every unit. */
  readonly atLoad: DatabaseHeader | undefined
}

export interface SchemaWatch {
  /**
   * Waits until the schema is the expected one, at most `timeoutMs`; false if it did not become that. Undefined: nothing
   * is expected.
   */
  settle(expected: string | undefined, timeoutMs: number, signal: AbortSignal): Promise<boolean>
  /** Call it once, before the load or after a failed start. */
  end(): SchemaHistory
}

/** As often as readiness is asked for: these times are compared with each other. */
const POLL_MS = 5
const COARSE_POLL_MS = 25
const COARSE_FROM_MS = 2000

export function watchSchema(path: string): SchemaWatch {
  const peek = createPeek(path)
  const startedMs = performance.now()
  const before = peek()
  const changes: Seen[] = []
  const current = () => changes.at(-1)?.header ?? before
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    const header = peek()
    if (header !== undefined && header.schema !== current()?.schema)
      changes.push({ atMs: performance.now(), header })
  }
  function lookOn(): void {
    look()
    const isEarly = performance.now() - startedMs < COARSE_FROM_MS
    timer = setTimeout(lookOn, isEarly ? POLL_MS : COARSE_POLL_MS)
  }
  if (before !== undefined) lookOn()

  return {
    async settle(expected, timeoutMs, signal) {
      const deadline = performance.now() + timeoutMs
      for (;;) {
        if (before === undefined || expected === undefined) return true
        look()
        if (current()?.schema === expected) return true
        if (performance.now() >= deadline) return false
        await pause(COARSE_POLL_MS, undefined, { signal })
      }
    },
    end() {
      clearTimeout(timer)
      if (before !== undefined) look()
      return { before, changes, atLoad: peek() }
    },
  }
}

export type Migration = Pick<
  Lifecycle,
  | 'migratedMs'
  | 'databaseBytesMigrated'
  | 'freeBytesBefore'
  | 'freeBytesMigrated'
  | 'freeBytesAfter'
>

export interface MigrationEnd {
  /** When the process was started, on the clock of `performance.now`. */
  readonly spawnedAtMs: number
  /** When its own path told that the migration had ended, in milliseconds after that; undefined without such a path. */
  readonly toldMs: number | undefined
  /** Of its database after its end. */
  readonly after: DatabaseHeader | undefined
}

/** The last change of schema that came before the load, if the load found the schema that the process left behind. */
export function migrationOf(history: SchemaHistory, end: MigrationEnd): Migration {
  const { before, changes, atLoad } = history
  const last = changes.at(-1)
  const seenMs =
    last === undefined || isUnfinished(history, end) ? undefined : last.atMs - end.spawnedAtMs
  const migratedMs = end.toldMs ?? seenMs
  const isKnown = migratedMs !== undefined && migratedMs >= 0
  return {
    ...(isKnown && { migratedMs }),
    ...(isKnown && atLoad?.bytes !== undefined && { databaseBytesMigrated: atLoad.bytes }),
    ...(before !== undefined && { freeBytesBefore: before.freeBytes }),
    ...(isKnown && atLoad !== undefined && { freeBytesMigrated: atLoad.freeBytes }),
    ...(end.after !== undefined && { freeBytesAfter: end.after.freeBytes }),
  }
}

/** Whether the schema became what it is in the end only when the load had begun. */
export function isUnfinished(
  { before, changes }: SchemaHistory,
  { after, toldMs }: Pick<MigrationEnd, 'after' | 'toldMs'>,
): boolean {
  if (before === undefined || after === undefined || toldMs !== undefined) return false
  return (changes.at(-1)?.header ?? before).schema !== after.schema
}
