// The store as the HTTP thread sees it: the one writable connection, buckets in memory, and heartbeats.
import type { Database } from 'better-sqlite3'
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import type { Tuning } from '../tuning.ts'
import type { Bucket, NewBucket } from './bucket.ts'
import { deleteBucketRow, insertBucketRow, loadBuckets } from './bucket-table.ts'
import { groupCommits, immediateCommits, type Commits } from './commits.ts'
import { openWriter } from './connection.ts'
import { eventWriter, type EventWriter } from './event-writer.ts'
import { heartbeats, type Heartbeats } from './heartbeats.ts'
import { loadLongestEvents, type LongestEvents } from './longest-events.ts'
import { rangeReader, type RangeReader } from './range.ts'
import { makeRewrites, rewriting, type Rewrites } from './rewrites.ts'
import { statementsOf, type Prepare } from './statements.ts'
import { openLog, type WriteAheadLog } from './write-ahead-log.ts'

export interface StoreOptions {
  readonly file: string
  readonly tuning: Tuning
  /** Where trouble goes that no request can be told of. */
  readonly onTrouble: (message: string, error: unknown) => void
}

/** Memory that reader threads look into; undefined where the tuning has no use for it. */
export interface SharedWithReaders {
  readonly longest: LongestEvents | undefined
  readonly rewrites: Rewrites | undefined
}

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
  /** Commits, checkpoints and lets the file go. */
  readonly close: () => Promise<void>
}

interface Parts {
  readonly db: Database
  readonly prepare: Prepare
  readonly commits: Commits
  readonly log: WriteAheadLog | undefined
  readonly reader: RangeReader
  readonly writer: EventWriter
  readonly beats: Heartbeats
  readonly shared: SharedWithReaders
  /** Replaced as a whole when answered writes were lost. */
  readonly known: { buckets: Map<string, Bucket> }
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
      const stored = noting(parts, events, () => writer.insert(bucket, events))
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
      const event = noting(parts, [beat], () => beats.handle(bucket, beat, pulseNs))
      commits.wrote(1)
      return event
    },
    close: () => close(parts),
  }
}

function openParts({ file, tuning, onTrouble }: StoreOptions): Parts {
  const db = openWriter({ file, schema: tuning.schema, journal: tuning.journal })
  const prepare = statementsOf(db, tuning.statements)
  const longest = tuning.bounds === 'longest' ? loadLongestEvents(prepare) : undefined
  const reader = rangeReader(prepare, tuning.schema, longest)
  const writer = eventWriter(db, prepare, longest)
  const beats = heartbeats(reader, writer)
  const known = { buckets: loadBuckets(prepare) }
  const onLost = (error: unknown) => {
    onTrouble('A commit failed; writes since the last commit are lost', error)
    beats.forgetAll()
    known.buckets = loadBuckets(prepare)
  }
  const log = tuning.journal === 'wal' ? openLog(db, file, onTrouble) : undefined
  const commits = log === undefined ? groupCommits(db, { onLost }) : immediateCommits(log.dirty)
  commits.begin()
  const shared = { longest, rewrites: tuning.texts === 'cached' ? makeRewrites() : undefined }
  return { db, prepare, commits, log, reader, writer, beats, shared, known }
}

function createBucket(parts: Parts, bucket: NewBucket, events: readonly EventRow[]): boolean {
  const { commits, known, prepare, beats, writer } = parts
  if (known.buckets.has(bucket.id)) return false
  commits.begin()
  const createdNs = bucket.createdNs ?? BigInt(Date.now()) * 1_000_000n
  const store = parts.db.transaction(() => {
    const row = insertBucketRow(prepare, bucket, createdNs)
    const created: Bucket = { ...bucket, createdNs, row, firstNs: null, lastNs: null }
    if (events.length > 0) writer.insert(created, events)
    return created
  })
  const created = noting(parts, events, store)
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

/** Reader threads must know of writes that can change the data of an id. */
function noting<T>({ shared }: Parts, events: readonly EventRow[], write: () => T): T {
  const { rewrites } = shared
  return rewrites !== undefined && events.some(hasId) ? rewriting(rewrites, write) : write()
}

function hasId({ id }: EventRow): boolean {
  return id !== NO_ID
}

async function close({ db, commits, log }: Parts): Promise<void> {
  commits.close()
  await log?.close()
  db.close()
}
