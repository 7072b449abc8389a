// The store as the HTTP thread sees it: the one writable connection, buckets in memory, and heartbeats.
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import type { Bucket, NewBucket } from './bucket.ts'
import { deleteBucketRow, insertBucketRow } from './bucket-table.ts'
import type { EventWriter } from './event-writer.ts'
import type { Heartbeats } from './heartbeats.ts'
import { openParts, type Parts, type SharedWithReaders, type StoreOptions } from './parts.ts'
import type { RangeReader } from './range.ts'
import { settingsTable, type Settings } from './settings.ts'

export interface Store {
  readonly file: string
  readonly shared: SharedWithReaders
  readonly buckets: () => Iterable<Bucket>
  readonly bucket: (id: string) => Bucket | undefined
  /** False: a bucket of this id exists, nothing was changed. */
  readonly createBucket: (bucket: NewBucket, events: readonly EventRow[]) => boolean
  readonly deleteBucket: (bucket: Bucket) => void
  readonly readRange: RangeReader['read']
  readonly countEvents: RangeReader['count']
  readonly event: EventWriter['get']
  /** Stores events in order; those with an id replace the event of that id in whichever bucket. */
  readonly insertEvents: (bucket: Bucket, events: readonly EventRow[]) => readonly EventRow[]
  readonly deleteEvent: (bucket: Bucket, id: bigint) => void
  readonly heartbeat: (bucket: Bucket, beat: EventRow, pulseNs: bigint) => EventRow
  readonly settings: Settings
  /** Commits, checkpoints and lets the file go. */
  readonly close: () => Promise<void>
}

export function openStore(options: StoreOptions): Store {
  const parts = openParts(options)
  const { commits, reader, writer, beats, known } = parts
  return {
    file: options.file,
    shared: parts.shared,
    buckets: () => known.buckets.values(),
    bucket: (id) => known.buckets.get(id),
    createBucket: (bucket, events) => createBucket(parts, bucket, events),
    deleteBucket: (bucket) => deleteBucket(parts, bucket),
    readRange: (row, range) => {
      commits.begin()
      return reader.read(row, range)
    },
    countEvents: (row) => {
      commits.begin()
      return reader.count(row)
    },
    event: (bucket, id) => {
      commits.begin()
      return writer.get(bucket, id)
    },
    insertEvents: (bucket, events) => {
      commits.begin()
      if (events.length === 0) return []
      forgetBeats(beats, bucket, events)
      const stored = writer.insert(bucket, events)
      commits.wrote(events.length)
      return stored
    },
    deleteEvent: (bucket, id) => {
      commits.begin()
      beats.forget(bucket.id)
      writer.remove(bucket, id)
      commits.wrote(0)
    },
    heartbeat: (bucket, beat, pulseNs) => {
      commits.begin()
      const event = beats.handle(bucket, beat, pulseNs)
      commits.wrote(1)
      return event
    },
    settings: committing(parts, settingsTable(parts.prepare)),
    close: () => close(parts),
  }
}

/** Settings take part in the commit rule, and count for nothing in it. */
function committing({ commits }: Parts, table: Settings): Settings {
  const write = (change: () => void) => {
    commits.begin()
    change()
    commits.wrote(0)
  }
  return {
    get: (key) => {
      commits.begin()
      return table.get(key)
    },
    all: () => {
      commits.begin()
      return table.all()
    },
    set: (key, json) => write(() => table.set(key, json)),
    remove: (key) => write(() => table.remove(key)),
  }
}

function createBucket(parts: Parts, bucket: NewBucket, events: readonly EventRow[]): boolean {
  const { commits, known, prepare, beats, writer } = parts
  if (known.buckets.has(bucket.id)) return false
  commits.begin()
  const createdNs = bucket.createdNs ?? BigInt(Date.now()) * 1_000_000n
  const created = parts.db.transaction(() => {
    const row = insertBucketRow(prepare, bucket, createdNs)
    const empty: Bucket = { ...bucket, createdNs, row, firstNs: null, lastNs: null }
    if (events.length > 0) writer.insert(empty, events)
    return empty
  })()
  known.buckets.set(bucket.id, created)
  forgetBeats(beats, created, events)
  commits.wrote(0, true)
  return true
}

function deleteBucket({ db, prepare, commits, known, beats }: Parts, bucket: Bucket): void {
  commits.begin()
  db.transaction(() => deleteBucketRow(prepare, bucket.row))()
  known.buckets.delete(bucket.id)
  beats.forget(bucket.id)
  commits.wrote(0, true)
}

/** An event with an id can take the row that any bucket's next heartbeat would extend. */
function forgetBeats(beats: Heartbeats, bucket: Bucket, events: readonly EventRow[]): void {
  if (events.some(hasId)) beats.forgetAll()
  else beats.forget(bucket.id)
}

function hasId({ id }: EventRow): boolean {
  return id !== NO_ID
}

async function close({ db, commits, log }: Parts): Promise<void> {
  commits.close()
  await log?.close()
  db.close()
}
