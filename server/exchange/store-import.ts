// Adds imported buckets to the store, a slice of events at a time: other requests get their turn between.
import { setImmediate } from 'node:timers/promises'
import { messageError } from '../http/http-error.ts'
import type { Store } from '../store/store.ts'
import { unpackEvents } from './packed-events.ts'
import type { ImportedBucket } from './read-import.ts'

/** About two milliseconds of writing. */
const SLICE_EVENTS = 256

/** Not atomic: what was added before a failure stays, and a second import adds only the rest. */
export async function storeImport(
  store: Store,
  imported: readonly ImportedBucket[],
): Promise<void> {
  for (const each of imported) {
    const isNew = store.bucket(each.bucket.id) === undefined
    const what = isNew ? 'import bucket' : 'merge events into existing bucket'
    try {
      if (isNew) store.createBucket(each.bucket, [])
      await addEvents(store, each)
    } catch (error) {
      const id = isNew ? '' : ` '${each.bucket.id}'`
      throw messageError(500, `Failed to ${what}${id}: ${(error as Error).message}`)
    }
  }
}

async function addEvents(store: Store, { bucket: { id }, events }: ImportedBucket): Promise<void> {
  for (let from = 0; from < events.length; from += SLICE_EVENTS) {
    const bucket = store.bucket(id)
    if (bucket === undefined) throw new Error(`bucket '${id}' was deleted during the import`)
    const to = Math.min(events.length, from + SLICE_EVENTS)
    store.insertEvents(bucket, unpackEvents(events, from, to))
    await setImmediate()
  }
}
