// A thread's own read-only connection: it reads committed data and never waits for the writer.
import type { BucketName } from '../query/event-source.ts'
import { openReader } from '../store/connection.ts'
import type { LongestEvents } from '../store/longest-events.ts'
import { rangeReader } from '../store/range.ts'
import { statementsOf } from '../store/statements.ts'
import type { Tuning } from '../tuning.ts'
import type { ThreadSource } from './thread-source.ts'

export function connectionSource(
  file: string,
  tuning: Tuning,
  longest: LongestEvents | undefined,
): ThreadSource {
  const db = openReader(file)
  const prepare = statementsOf(db, tuning.statements)
  const reader = rangeReader(prepare, tuning.schema, longest)

  const rowOf = (bucketId: string): bigint | undefined => {
    const found = prepare('SELECT id FROM buckets WHERE name = ?').get(bucketId)
    return (found as [bigint] | undefined)?.[0]
  }
  const buckets = (): readonly BucketName[] => {
    const rows = prepare('SELECT name, hostname FROM buckets ORDER BY id').all()
    return (rows as [string, string][]).map(([id, hostname]) => ({ id, hostname }))
  }
  const snapshot = async <T>(use: () => Promise<T>): Promise<T> => {
    db.exec('BEGIN')
    try {
      return await use()
    } finally {
      db.exec('COMMIT')
    }
  }
  return {
    readRange: (bucketId, range) => {
      const row = rowOf(bucketId)
      return row === undefined ? undefined : reader.read(row, range)
    },
    count: (bucketId) => {
      const row = rowOf(bucketId)
      return row === undefined ? undefined : reader.count(row)
    },
    buckets,
    snapshot,
  }
}
