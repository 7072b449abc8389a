// How SQLite answers the store's statements: each is asked for by the code that asks for it in the server, and told
// with its plan. Reads run, since some statements follow from what others found; writes do not.
import type { Database, Statement } from 'better-sqlite3'
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import { storedPages } from '../threads/event-pages.ts'
import type { Tuning } from '../tuning.ts'
import type { Bucket } from './bucket.ts'
import { loadBuckets } from './bucket-table.ts'
import { openReader } from './connection.ts'
import { eventWriter } from './event-writer.ts'
import { keptBuckets } from './kept-buckets.ts'
import { loadLongestEvents } from './longest-events.ts'
import { rangeReader } from './range.ts'
import { schemaVersion } from './schema.ts'
import { statementsOf, type Prepare } from './statements.ts'

export interface ExplainedStatement {
  readonly name: string
  readonly sql: string
  /** Lines of EXPLAIN QUERY PLAN, what belongs to another line indented below it. */
  readonly plan: readonly string[]
}

/** The file is opened for reading only. Throws for one that a server of this tuning would migrate first. */
export function explainStatements(file: string, tuning: Tuning): readonly ExplainedStatement[] {
  const db = openReader(file)
  try {
    refuseUnmigrated(db, file, tuning)
    const watch = watchStatements(db, statementsOf(db, tuning.statements))
    askEverything(db, tuning, watch)
    return watch.explained()
  } finally {
    db.close()
  }
}

function refuseUnmigrated(db: Database, file: string, { schema }: Tuning): void {
  const version = schemaVersion(db)
  if (version >= Number(schema)) return
  throw new Error(
    `${file} has schema version ${version}, these flags make it ${schema}: start the server on it once, which migrates it`,
  )
}

/** The hot statements of this tuning, in the words of who asks. */
function askEverything(db: Database, tuning: Tuning, { as, prepare }: Watch): void {
  const longest = tuning.bounds === 'longest' ? loadLongestEvents(prepare) : undefined
  const [row, id] = newestEvent(db)
  const bucket = { row, firstNs: null, lastNs: null } as Bucket
  const event: EventRow = { id: NO_ID, startNs: 0n, endNs: 0n, data: '{}' }
  const reader = rangeReader(prepare, tuning.schema, longest)
  const writer = eventWriter(db, prepare, { longest, onChange: undefined })
  as(['all buckets', 'time range of each bucket'], () => loadBuckets(prepare))
  as(['events of a range'], () => reader.read(row, { limit: 1n }))
  as(['event count'], () => reader.count(row))
  as(['export of a bucket'], () => void storedPages(prepare, tuning.schema, row).next())
  as(['one event'], () => writer.get(bucket, id))
  as(['new heartbeat event'], () => writer.insert(bucket, [event]))
  as(['longer heartbeat event'], () => writer.update(bucket, { ...event, id }))
  if (tuning.events !== 'kept' || longest === undefined) return
  const kept = keptBuckets(prepare, longest)
  as(['newest start of a bucket', 'events to keep'], () => kept.read(row, { limit: 1n }))
  as(['changed event to keep'], () => kept.follow(new Set([id])))
}

/** The bucket and the id of the event that was stored last; of an empty database none that exists. */
function newestEvent(db: Database): readonly [row: bigint, id: bigint] {
  const sql = 'SELECT bucketrow, id FROM events ORDER BY id DESC LIMIT 1'
  return (db.prepare(sql).raw().get() as [bigint, bigint] | undefined) ?? [1n, 1n]
}

interface Watch {
  readonly prepare: Prepare
  /** What is asked meanwhile for the first time gets these names, in order. */
  readonly as: (names: readonly string[], ask: () => unknown) => void
  readonly explained: () => readonly ExplainedStatement[]
}

function watchStatements(db: Database, compile: Prepare): Watch {
  const bySql = new Map<string, ExplainedStatement>()
  let names: readonly string[] | undefined
  let place = 0
  const note = (sql: string, parameters: readonly unknown[]) => {
    if (names === undefined || bySql.has(sql)) return
    const name = names[place++]
    if (name === undefined) throw new Error(`a statement without a name came up: ${sql}`)
    bySql.set(sql, { name, sql, plan: planOf(db, sql, parameters) })
  }
  return {
    prepare: (sql) => watched(compile(sql), (parameters) => note(sql, parameters)),
    as: (given, ask) => {
      names = given
      place = 0
      ask()
      names = undefined
    },
    explained: () => [...bySql.values()],
  }
}

/** Only what the store calls. */
function watched(statement: Statement, note: (parameters: readonly unknown[]) => void): Statement {
  const then = <Result>(use: (...parameters: unknown[]) => Result) => {
    return (...parameters: unknown[]): Result => {
      note(parameters)
      return use(...parameters)
    }
  }
  return {
    get: then((...parameters) => statement.get(...parameters)),
    all: then((...parameters) => statement.all(...parameters)),
    iterate: then((...parameters) => statement.iterate(...parameters)),
    run: then(() => ({ changes: 1, lastInsertRowid: 1n })),
  } as unknown as Statement
}

interface PlanRow {
  readonly id: bigint
  readonly parent: bigint
  readonly detail: string
}

function planOf(db: Database, sql: string, parameters: readonly unknown[]): readonly string[] {
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as PlanRow[]
  const depths = new Map<bigint, number>()
  return rows.map(({ id, parent, detail }) => {
    const depth = parent === 0n ? 0 : (depths.get(parent) ?? 0) + 1
    depths.set(id, depth)
    return `${'  '.repeat(depth)}${detail}`
  })
}
