// Streams the rows of a plan into a new ActivityWatch database. Memory stays constant: one day of events, one
// batch, and the pages SQLite caches.
import { setImmediate } from 'node:timers/promises'

import { generateEvents } from '../../snapshots/events.ts'
import type { SnapshotPlan } from '../../snapshots/recipe.ts'
import { SETTINGS, SETTINGS_MODIFIED_S } from '../../snapshots/settings.ts'
import { createRandom } from '../core/random.ts'
import { createDatabase, type NewDatabase, type StoredEvent } from './new-database.ts'
import type { SchemaVersion } from './schema.ts'

export interface WriteOptions {
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
}

export async function writeRecipe(
  path: string,
  plan: SnapshotPlan,
  schema: SchemaVersion,
  options: WriteOptions,
): Promise<void> {
  const database = createDatabase(path, schema)
  try {
    insertBuckets(database, plan)
    insertSettings(database)
    await insertEvents(database, plan, options)
    options.onProgress?.('Indexing the events.')
    database.createIndexes()
  } finally {
    database.close()
  }
}

function insertBuckets(database: NewDatabase, plan: SnapshotPlan): void {
  for (const [index, bucket] of plan.buckets.entries()) {
    const { id: name, type, client, hostname, created } = bucket
    const id = BigInt(index + 1)
    const empty = { dataDeprecated: '{}', data: '{}' }
    database.insertBucket({ id, name, type, client, hostname, created, ...empty })
  }
}

function insertSettings(database: NewDatabase): void {
  for (const [key, value] of Object.entries(SETTINGS))
    database.insertKeyValue({
      key: `settings.${key}`,
      value: JSON.stringify(value),
      lastModified: SETTINGS_MODIFIED_S,
    })
}

async function insertEvents(
  database: NewDatabase,
  plan: SnapshotPlan,
  { onProgress, signal }: WriteOptions,
): Promise<void> {
  let inserted = 0
  let batch: StoredEvent[] = []
  const flush = async () => {
    database.insertEvents(batch)
    inserted += batch.length
    batch = []
    onProgress?.(`Made ${inserted} of ${plan.events} events of the ${plan.scale} snapshot.`)
    // Lets a Ctrl-C through between batches.
    await setImmediate()
    signal?.throwIfAborted()
  }
  for (const { bucket, startMs, endMs, data } of generateEvents(plan, createRandom)) {
    const id = BigInt(inserted + batch.length + 1)
    const startNs = BigInt(startMs) * NS_PER_MS
    const endNs = BigInt(endMs) * NS_PER_MS
    batch.push({ id, bucket: BigInt(bucket + 1), startNs, endNs, data })
    if (batch.length === BATCH_EVENTS) await flush()
  }
  await flush()
}

const NS_PER_MS = 1_000_000n
const BATCH_EVENTS = 10_000
