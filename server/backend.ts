// Everything behind the routes: the store, and the threads that do what would keep the HTTP thread busy.
import type { QueryLimits } from './query/limits.ts'
import { failureOf, type Answer, type Question } from './threads/messages.ts'
import { startPool, type Pool } from './threads/pool.ts'
import type { Print } from './threads/printed-lines.ts'
import { explained } from './store/file-state.ts'
import type { StoreOptions } from './store/parts.ts'
import { prepareFile } from './store/prepare-file.ts'
import { openStore, type Store } from './store/store.ts'

export interface Backend {
  readonly store: Store
  readonly pool: Pool
  readonly close: () => Promise<void>
}

export interface BackendOptions extends StoreOptions {
  readonly legacyDatabase: string | undefined
  readonly queryLimits: QueryLimits | undefined
  /** Gets what queries print. */
  readonly print: Print | undefined
}

/** Throws for a file that this server cannot use. Aborted early, it does not begin. */
export async function openBackend(options: BackendOptions, signal: AbortSignal): Promise<Backend> {
  const { file, tuning, onTrouble, legacyDatabase } = options
  const { schema, journal } = tuning
  await prepareFile({ file, schema, journal, legacyDatabase }, signal)
  const store = openUndamaged(options)
  const source =
    tuning.journal === 'wal'
      ? ({ kind: 'connection', file, shared: store.shared } as const)
      : ({ kind: 'ask' } as const)
  const pool = startPool({
    source,
    tuning,
    queryLimits: options.queryLimits,
    onTrouble,
    print: options.print,
    answer: (question) => answer(store, question),
  })
  const close = async () => {
    await pool.close()
    await store.close()
  }
  return { store, pool, close }
}

function openUndamaged(options: StoreOptions): Store {
  try {
    return openStore(options)
  } catch (error) {
    throw explained(error, options.file)
  }
}

/** Threads without a connection of their own read through the writer's. */
function answer(store: Store, question: Question): Answer {
  try {
    if (question.kind === 'buckets') return { kind: 'buckets', buckets: bucketNames(store) }
    const bucket = store.bucket(question.bucketId)
    if (question.kind === 'range') {
      return { kind: 'range', columns: bucket && store.readRange(bucket.row, question.range) }
    }
    return { kind: 'count', count: bucket && store.countEvents(bucket.row) }
  } catch (error) {
    return failureOf(error)
  }
}

function bucketNames(store: Store) {
  return [...store.buckets()].map(({ id, hostname }) => ({ id, hostname }))
}
