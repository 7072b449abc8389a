// The parts of the store, made and wired in the one order that works.
import type { Database } from 'better-sqlite3'
import type { Tuning } from '../tuning.ts'
import type { Bucket } from './bucket.ts'
import { loadBuckets } from './bucket-table.ts'
import { changeLog, type Changes } from './changes.ts'
import { groupCommits, immediateCommits, type Commits } from './commits.ts'
import { openWriter } from './connection.ts'
import { eventWriter, type EventWriter } from './event-writer.ts'
import { heartbeats, type Heartbeats } from './heartbeats.ts'
import { loadLongestEvents, type LongestEvents } from './longest-events.ts'
import { rangeReader, type RangeReader } from './range.ts'
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
  readonly changes: Changes | undefined
}

export interface Parts {
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

export function openParts({ file, tuning, onTrouble }: StoreOptions): Parts {
  const db = openWriter({ file, schema: tuning.schema, journal: tuning.journal })
  const prepare = statementsOf(db, tuning.statements)
  const longest = tuning.bounds === 'longest' ? loadLongestEvents(prepare) : undefined
  const reader = rangeReader(prepare, tuning.schema, longest)
  const changes = tuning.events === 'kept' ? changeLog() : undefined
  const writer = eventWriter(db, prepare, { longest, onChange: changes?.note })
  const beats = heartbeats(reader, writer)
  const known = { buckets: loadBuckets(prepare) }
  const onLost = (error: unknown) => {
    onTrouble('A commit failed; writes since the last commit are lost', error)
    beats.forgetAll()
    known.buckets = loadBuckets(prepare)
  }
  const log = tuning.journal === 'wal' ? openLog(db, file, onTrouble) : undefined
  const onCommitted = () => {
    changes?.publish()
    log?.dirty()
  }
  const commits = log === undefined ? groupCommits(db, { onLost }) : immediateCommits(onCommitted)
  commits.begin()
  const shared = { longest, changes: changes?.shared }
  return { db, prepare, commits, log, reader, writer, beats, shared, known }
}
