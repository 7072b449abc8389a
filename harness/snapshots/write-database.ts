// Streams the rows of a plan into a new ActivityWatch database and returns its manifest. Memory stays
// constant: one day of events, one batch, and the pages SQLite caches.
import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'

import Database from 'better-sqlite3'

import { generateEvents } from '../../snapshots/events.ts'
import { type EventRow, RECIPE, type SnapshotPlan } from '../../snapshots/recipe.ts'
import { SETTINGS, SETTINGS_MODIFIED_S } from '../../snapshots/settings.ts'
import { MeasurementError } from '../core/errors.ts'
import { createRandom } from '../core/random.ts'
import { digestFile, openLogicalDigest } from './digest.ts'
import { formatInstant } from './instant.ts'
import type { SnapshotManifest } from './manifest.ts'
import { EVENT_INDEXES_V4, TABLES_V4 } from './schema-v4.ts'
import { openTally, type Tally } from './tally.ts'

export interface WriteOptions {
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
}

export async function writeDatabase(
  path: string,
  plan: SnapshotPlan,
  options: WriteOptions,
): Promise<SnapshotManifest> {
  const database = new Database(path)
  try {
    // Nobody sees the file before it is whole, so there is nothing to roll back to.
    database.pragma('journal_mode = OFF')
    database.pragma('synchronous = OFF')
    database.exec(TABLES_V4)
    insertBuckets(database, plan)
    insertSettings(database)
    const rows = await insertEvents(database, plan, options)
    options.onProgress?.('Indexing the events.')
    database.exec(EVENT_INDEXES_V4)
    const sqliteVersion = database.prepare('SELECT sqlite_version()').pluck().get() as string
    database.close()
    return { ...(await describe(path, plan, rows)), sqliteVersion }
  } catch (error) {
    throw explainFullDisk(error, path)
  } finally {
    database.close()
  }
}

function explainFullDisk(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_FULL') return error
  return new MeasurementError(
    `The disk of ${path} is full; the golden snapshot takes about 100 MB, and each process a copy of it.`,
    { cause: error },
  )
}

function insertBuckets(database: Database.Database, plan: SnapshotPlan): void {
  const insert = database.prepare(
    'INSERT INTO buckets (name, type, client, hostname, created) VALUES (?, ?, ?, ?, ?)',
  )
  for (const { id, type, client, hostname, created } of plan.buckets)
    insert.run(id, type, client, hostname, created)
}

function insertSettings(database: Database.Database): void {
  const insert = database.prepare('INSERT INTO key_value VALUES (?, ?, ?)')
  for (const [key, value] of Object.entries(SETTINGS))
    insert.run(`settings.${key}`, JSON.stringify(value), SETTINGS_MODIFIED_S)
}

interface InsertedRows {
  readonly tally: Tally
  readonly logicalDigest: string
}

async function insertEvents(
  database: Database.Database,
  plan: SnapshotPlan,
  { onProgress, signal }: WriteOptions,
): Promise<InsertedRows> {
  const insert = database.prepare(
    'INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (?, ?, ?, ?)',
  )
  const tally = openTally(plan.buckets.length)
  const digest = openLogicalDigest()
  const insertBatch = database.transaction((batch: readonly EventRow[]) => {
    for (const { bucket, startMs, endMs, data } of batch) {
      insert.run(bucket + 1, BigInt(startMs) * NS_PER_MS, BigInt(endMs) * NS_PER_MS, data)
      tally.add(bucket, startMs, endMs)
      digest.add(plan.buckets[bucket]!.id, `${startMs}000000`, `${endMs}000000`, data)
    }
  })
  let inserted = 0
  for (const batch of batches(generateEvents(plan, createRandom), BATCH_EVENTS)) {
    insertBatch(batch)
    inserted += batch.length
    onProgress?.(`Made ${inserted} of ${plan.events} events of the ${plan.scale} snapshot.`)
    // Lets a Ctrl-C through between batches.
    await setImmediate()
    signal?.throwIfAborted()
  }
  return { tally, logicalDigest: digest.hex() }
}

const NS_PER_MS = 1_000_000n
const BATCH_EVENTS = 10_000

function* batches<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let batch: Item[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function describe(
  path: string,
  plan: SnapshotPlan,
  { tally, logicalDigest }: InsertedRows,
): Promise<Omit<SnapshotManifest, 'sqliteVersion'>> {
  const instant = (ms: number) => formatInstant(BigInt(ms) * NS_PER_MS)
  const instantOrNull = (ms: number | undefined) => (ms === undefined ? null : instant(ms))
  const { startMs, endMs } = tally.wholeRange()!
  return {
    schemaVersion: 1,
    recipe: RECIPE.name,
    recipeVersion: RECIPE.version,
    seed: plan.seed,
    scale: plan.scale,
    schema: RECIPE.schema,
    events: plan.events,
    start: instant(startMs),
    end: instant(endMs),
    buckets: plan.buckets.map(({ id, type, client, hostname }, bucket) => ({
      id,
      type,
      client,
      hostname,
      events: tally.events(bucket),
      start: instantOrNull(tally.range(bucket)?.startMs),
      end: instantOrNull(tally.range(bucket)?.endMs),
    })),
    bytes: (await stat(path)).size,
    logicalDigest,
    fileDigest: await digestFile(path),
  }
}
