// A thread's own read-only connection: it reads committed data and never waits for the writer.
import type { Database } from 'better-sqlite3'
import type { BucketName } from '../query/event-source.ts'
import { openReader } from '../store/connection.ts'
import { rangeReader } from '../store/range.ts'
import { steadyCount } from '../store/rewrites.ts'
import { statementsOf } from '../store/statements.ts'
import type { SharedWithReaders } from '../store/parts.ts'
import { textCache, type TextCache } from '../store/text-cache.ts'
import type { Tuning } from '../tuning.ts'
import type { ThreadSource } from './thread-source.ts'

export function connectionSource(
  file: string,
  tuning: Tuning,
  shared: SharedWithReaders,
): ThreadSource {
  const db = openReader(file)
  const prepare = statementsOf(db, tuning.statements)
  const reader = rangeReader(prepare, tuning.schema, shared.longest)
  const cache = textCache()
  let usableCache: TextCache | undefined

  const rowOf = (bucketId: string): bigint | undefined => {
    const found = prepare('SELECT id FROM buckets WHERE name = ?').get(bucketId)
    return (found as [bigint] | undefined)?.[0]
  }
  const buckets = (): readonly BucketName[] => {
    const rows = prepare('SELECT name, hostname FROM buckets ORDER BY id').all()
    return (rows as [string, string][]).map(([id, hostname]) => ({ id, hostname }))
  }
  const snapshot = async <T>(use: () => Promise<T>): Promise<T> => {
    usableCache = beginSnapshot(db, shared, cache)
    try {
      return await use()
    } finally {
      db.exec('COMMIT')
    }
  }
  return {
    readRange: (bucketId, range) => {
      const row = rowOf(bucketId)
      return row === undefined ? undefined : reader.read(row, range, usableCache)
    },
    count: (bucketId) => {
      const row = rowOf(bucketId)
      return row === undefined ? undefined : reader.count(row)
    },
    buckets,
    snapshot,
  }
}

/** Gives the cache if it is known to fit the state of the database that the snapshot shows. */
function beginSnapshot(
  db: Database,
  { rewrites }: SharedWithReaders,
  cache: TextCache,
): TextCache | undefined {
  const begin = () => {
    db.exec('BEGIN')
    // The first read, not BEGIN, fixes the state.
    db.pragma('user_version')
  }
  if (rewrites === undefined) {
    begin()
    return undefined
  }
  const count = steadyCount(rewrites, begin)
  if (count === undefined) return undefined
  cache.useAt(count)
  return cache
}
