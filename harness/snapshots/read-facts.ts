// Facts of an ActivityWatch database nobody made by recipe.
import { UsageError } from '../core/errors.ts'
import type { BucketFacts, SnapshotFacts } from '../core/scenario.ts'
import { isDamage } from './disk-errors.ts'
import { formatInstant } from './instant.ts'
import { readAtRest } from './open-database.ts'
import { recogniseDatabase } from './recognise-database.ts'

/** Undefined unless the database has the tables of ActivityWatch and at least one event. */
export async function readFacts(path: string): Promise<SnapshotFacts | undefined> {
  try {
    return await readAtRest(path, (database) => {
      const { kind } = recogniseDatabase(database)
      if (kind !== 'activitywatch' && kind !== 'newer') return undefined
      return toFacts(database.prepare(BUCKETS_SQL).all() as BucketRow[])
    })
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new UsageError(
      `The snapshot ${path} is a damaged SQLite database: ${error.message}. Copy it again from its source.`,
    )
  }
}

const BUCKETS_SQL = `
  SELECT name, type, hostname, count(events.id) AS events, min(starttime) AS start, max(endtime) AS "end"
  FROM buckets LEFT JOIN events ON events.bucketrow = buckets.id
  GROUP BY buckets.id ORDER BY buckets.id`

interface BucketRow {
  readonly name: string
  readonly type: string
  readonly hostname: string
  readonly events: bigint
  readonly start: bigint | null
  readonly end: bigint | null
}

function toFacts(rows: readonly BucketRow[]): SnapshotFacts | undefined {
  const starts = rows.flatMap(({ start }) => start ?? [])
  const ends = rows.flatMap(({ end }) => end ?? [])
  if (starts.length === 0) return undefined
  return {
    start: formatInstant(starts.reduce((a, b) => (a < b ? a : b))),
    end: formatInstant(ends.reduce((a, b) => (a > b ? a : b))),
    buckets: rows.map(toBucketFacts),
  }
}

function toBucketFacts({ name, type, hostname, events, start, end }: BucketRow): BucketFacts {
  return {
    id: name,
    type,
    hostname,
    events: Number(events),
    start: start === null ? null : formatInstant(start),
    end: end === null ? null : formatInstant(end),
  }
}
