// Heartbeats of all buckets. The partner of a heartbeat is the last one handled, not the newest event by
// time, so the last event of each bucket stays in memory; other writes to the bucket make it forgotten.
import { NO_ID } from '../events/columns.ts'
import { rowAt, type EventRow } from '../events/event-row.ts'
import { canonical } from '../wire/canonical.ts'
import type { Bucket } from './bucket.ts'
import type { EventWriter } from './event-writer.ts'
import { mergeHeartbeat } from '../transforms/heartbeat.ts'
import type { RangeReader } from './range.ts'

export interface Heartbeats {
  /** The event as it is stored now: extended, or new. */
  readonly handle: (bucket: Bucket, beat: EventRow, pulseNs: bigint) => EventRow
  readonly forget: (bucketId: string) => void
  readonly forgetAll: () => void
}

export function heartbeats(reader: RangeReader, writer: EventWriter): Heartbeats {
  const lastOf = new Map<string, EventRow>()

  const insert = (bucket: Bucket, beat: EventRow): EventRow => writer.insert(bucket, [beat])[0]!

  const handle = (bucket: Bucket, beat: EventRow, pulseNs: bigint): EventRow => {
    const last = lastOf.get(bucket.id) ?? newestStored(reader, bucket)
    // Forgotten first: if the write fails, the next heartbeat reads what is really stored.
    if (beat.id === NO_ID) lastOf.delete(bucket.id)
    else lastOf.clear()
    if (last === undefined) return insert(bucket, beat)
    const merged = mergeHeartbeat(last, beat, pulseNs)
    if (merged !== undefined && !writer.update(bucket, merged)) {
      throw new Error(`event ${merged.id} of bucket '${bucket.id}' vanished under its heartbeat`)
    }
    const event = merged ?? insert(bucket, beat)
    lastOf.set(bucket.id, event)
    return event
  }
  return {
    handle,
    forget: (bucketId) => void lastOf.delete(bucketId),
    forgetAll: () => lastOf.clear(),
  }
}

/** Data of other servers' databases may be spelled otherwise: it is brought to the spelling of heartbeats. */
function newestStored(reader: RangeReader, bucket: Bucket): EventRow | undefined {
  const newest = reader.read(bucket.row, { limit: 1n })
  if (newest.length === 0) return undefined
  const event = rowAt(newest, 0)
  return { ...event, data: canonical(event.data) }
}
