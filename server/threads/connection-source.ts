// A thread's own read-only connection: it reads committed data and never waits for the writer.
import type { BucketName } from '../query/event-source.ts'
import { changeCount, changedIds } from '../store/changes.ts'
import { openReader } from '../store/connection.ts'
import { keptBuckets, type KeptBuckets } from '../store/kept-buckets.ts'
import type { SharedWithReaders } from '../store/parts.ts'
import { rangeReader } from '../store/range.ts'
import { statementsOf, type Prepare } from '../store/statements.ts'
import type { Tuning } from '../tuning.ts'
import { storedPages } from './event-pages.ts'
import type { ThreadSource } from './thread-source.ts'

export function connectionSource(
  file: string,
  tuning: Tuning,
  shared: SharedWithReaders,
): ThreadSource {
  const db = openReader(file)
  const prepare = statementsOf(db, tuning.statements)
  const reader = rangeReader(prepare, tuning.schema, shared.longest)
  const following = followingBuckets(prepare, shared)

  const rowOf = (bucketId: string): bigint | undefined => {
    const found = prepare('SELECT id FROM buckets WHERE name = ?').get(bucketId)
    return (found as [bigint] | undefined)?.[0]
  }
  const buckets = (): readonly BucketName[] => {
    const rows = prepare('SELECT name, hostname FROM buckets ORDER BY id').all()
    return (rows as [string, string][]).map(([id, hostname]) => ({ id, hostname }))
  }
  const begin = () => {
    db.exec('BEGIN')
    // The first read, not BEGIN, fixes the state.
    db.pragma('user_version')
  }
  const snapshot = async <T>(use: () => Promise<T>): Promise<T> => {
    try {
      if (following === undefined) begin()
      else following.beginAndFollow(begin)
      return await use()
    } finally {
      if (db.inTransaction) db.exec('COMMIT')
    }
  }
  return {
    readRange: (bucketId, range) => {
      const row = rowOf(bucketId)
      if (row === undefined) return undefined
      return following?.kept.read(row, range) ?? reader.read(row, range)
    },
    readPages: (bucketIds) => {
      const rows = bucketIds.map((id) => [id, rowOf(id)] as const)
      const stored = rows.filter((each): each is [string, bigint] => each[1] !== undefined)
      return new Map(
        stored.map(([id, row]) => [id, storedPages(prepare, tuning.schema, row)] as const),
      )
    },
    count: (bucketId) => {
      const row = rowOf(bucketId)
      return row === undefined ? undefined : reader.count(row)
    },
    buckets,
    snapshot,
    close: () => db.close(),
  }
}

interface FollowingBuckets {
  readonly kept: KeptBuckets
  /** Brings what is kept to the state that `begin` fixes. */
  readonly beginAndFollow: (begin: () => void) => void
}

function followingBuckets(
  prepare: Prepare,
  { longest, changes }: SharedWithReaders,
): FollowingBuckets | undefined {
  if (longest === undefined || changes === undefined) return undefined
  const kept = keptBuckets(prepare, longest)
  /** Undefined after a failure half-way: nothing is known then. */
  let followed: bigint | undefined = 0n
  const beginAndFollow = (begin: () => void) => {
    // Counted first: changes after that may show in the state or not, and are followed next time.
    const count = changeCount(changes)
    begin()
    const changed = followed === undefined ? undefined : changedIds(changes, followed, count)
    followed = undefined
    kept.follow(changed)
    followed = count
  }
  return { kept, beginAndFollow }
}
