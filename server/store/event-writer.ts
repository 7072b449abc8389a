// Single events in the table: stored, replaced, extended, removed.
import type { Database } from 'better-sqlite3'
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import { widen, type Bucket } from './bucket.ts'
import { noteDuration, type LongestEvents } from './longest-events.ts'
import type { Prepare } from './statements.ts'
import { isEvent, type StoredRow } from './stored-row.ts'

export interface EventWriter {
  readonly get: (bucket: Bucket, id: bigint) => EventRow | undefined
  /** All or none; gives them back with their ids. */
  readonly insert: (bucket: Bucket, events: readonly EventRow[]) => readonly EventRow[]
  /** Overwrites the times of a stored event; false if the bucket has no such event. */
  readonly update: (bucket: Bucket, event: EventRow) => boolean
  readonly remove: (bucket: Bucket, id: bigint) => void
}

const INSERT =
  'INSERT OR REPLACE INTO events (id, bucketrow, starttime, endtime, data) VALUES (?, ?, ?, ?, ?)'
const UPDATE = 'UPDATE events SET starttime = ?, endtime = ? WHERE bucketrow = ? AND id = ?'
const SELECT = 'SELECT id, starttime, endtime, data FROM events WHERE bucketrow = ? AND id = ?'
const DELETE = 'DELETE FROM events WHERE bucketrow = ? AND id = ?'

export interface EventWriterOptions {
  readonly longest: LongestEvents | undefined
  /** Told of each event that the transaction at hand inserts, changes or removes. */
  readonly onChange: ((id: bigint) => void) | undefined
}

export function eventWriter(
  db: Database,
  prepare: Prepare,
  { longest, onChange }: EventWriterOptions,
): EventWriter {
  const note = (bucket: Bucket, { startNs, endNs }: EventRow) => {
    if (longest !== undefined) noteDuration(longest, bucket.row, endNs - startNs)
  }
  const insertOne = (bucket: Bucket, event: EventRow): EventRow => {
    note(bucket, event)
    const given = event.id === NO_ID ? null : event.id
    const { lastInsertRowid } = prepare(INSERT).run(
      given,
      bucket.row,
      event.startNs,
      event.endNs,
      event.data,
    )
    const id = BigInt(lastInsertRowid)
    onChange?.(id)
    return { ...event, id }
  }
  const insertAll = db.transaction((bucket: Bucket, events: readonly EventRow[]) =>
    events.map((event) => insertOne(bucket, event)),
  )
  return {
    get: (bucket, id) => {
      const row = prepare(SELECT).get(bucket.row, id) as StoredRow | undefined
      if (row === undefined || !isEvent(row)) return undefined
      return { id: row[0], startNs: row[1], endNs: row[2], data: row[3] }
    },
    insert: (bucket, events) => {
      const one = events.length === 1 ? events[0] : undefined
      const stored = one === undefined ? insertAll(bucket, events) : [insertOne(bucket, one)]
      for (const event of stored) widen(bucket, event.startNs, event.endNs)
      return stored
    },
    update: (bucket, event) => {
      note(bucket, event)
      const { startNs, endNs, id } = event
      const { changes } = prepare(UPDATE).run(startNs, endNs, bucket.row, id)
      if (changes === 0) return false
      onChange?.(id)
      widen(bucket, startNs, endNs)
      return true
    },
    remove: (bucket, id) => {
      prepare(DELETE).run(bucket.row, id)
      onChange?.(id)
    },
  }
}
