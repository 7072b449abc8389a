// Facts of an ActivityWatch database nobody made by recipe, read from a copy: even a read-only connection
// leaves -wal and -shm files beside a database in WAL mode.
import { constants, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import { UsageError } from '../core/errors.ts'
import type { BucketFacts, SnapshotFacts } from '../core/scenario.ts'
import { formatInstant } from './instant.ts'

/** Undefined unless the database has the tables of ActivityWatch and at least one event. */
export async function readFacts(path: string): Promise<SnapshotFacts | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'heartbench-facts-'))
  try {
    const copy = join(directory, 'facts.db')
    await copyFile(path, copy, constants.COPYFILE_FICLONE)
    return readCopy(copy)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    throw new UsageError(
      `The snapshot ${path} is a damaged SQLite database: ${error.message}. Copy it again from its source.`,
    )
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function readCopy(path: string): SnapshotFacts | undefined {
  const database = new Database(path)
  try {
    database.defaultSafeIntegers(true)
    if (!hasActivityWatchTables(database)) return undefined
    return toFacts(database.prepare(BUCKETS_SQL).all() as BucketRow[])
  } finally {
    database.close()
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

/** Every schema version has these columns; other databases may well have a table of the same name. */
function hasActivityWatchTables(database: Database.Database): boolean {
  const columnsOf = (table: string) =>
    database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  return (
    ['id', 'name', 'type', 'hostname'].every((column) => columnsOf('buckets').includes(column)) &&
    ['id', 'bucketrow', 'starttime', 'endtime'].every((c) => columnsOf('events').includes(c))
  )
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
