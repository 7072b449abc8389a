// Writes the rows of a database into a new one: nothing that its free pages remember comes along.
import { setImmediate } from 'node:timers/promises'

import { createDatabase, type StoredEvent } from './new-database.ts'
import type { SchemaVersion } from './schema.ts'
import type { SourceDatabase } from './source-database.ts'
import type { RowChanges } from './row-changes.ts'

export interface RewriteRequest {
  readonly source: SourceDatabase
  readonly to: string
  readonly schema: SchemaVersion
  readonly changes: RowChanges
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
}

/** Returns how many rows were left out: of no bucket, or impossible to convert. */
export async function rewriteDatabase(request: RewriteRequest): Promise<number> {
  const { source, schema, changes, to, onProgress, signal } = request
  const database = createDatabase(to, schema)
  try {
    const buckets = source.buckets()
    for (const bucket of buckets) database.insertBucket(changes.bucket(bucket))
    for (const row of source.keyValues()) database.insertKeyValue(changes.keyValue(row))
    const known = new Set(buckets.map(({ id }) => id))
    let skipped = 0
    let written = 0
    for (const batch of batches(source.events(), BATCH_EVENTS)) {
      const whole = batch.filter((event) => event !== undefined && known.has(event.bucket))
      database.insertEvents((whole as StoredEvent[]).map(changes.event))
      skipped += batch.length - whole.length
      written += whole.length
      onProgress?.(`Wrote ${written} events.`)
      await setImmediate()
      signal?.throwIfAborted()
    }
    const last = source.sequences()
    database.raiseSequence('buckets', last.buckets)
    database.raiseSequence('events', last.events)
    database.createIndexes()
    return skipped
  } finally {
    database.close()
  }
}

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
