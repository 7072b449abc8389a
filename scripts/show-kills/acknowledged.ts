// What clients were told is stored, and whether a database has it.
import SqliteDatabase from 'better-sqlite3'

/** An event as a heartbeat is answered. */
export interface AnsweredEvent {
  readonly id: number
  readonly timestamp: string
  /** Seconds. */
  readonly duration: number
  readonly data: unknown
}

export interface Acknowledged {
  readonly note: (bucketId: string, event: AnsweredEvent) => void
  /** Answers noted, and the events they told of: several heartbeats extend one event. */
  readonly counts: () => { readonly answers: number; readonly events: number }
  /** Events that the database does not have as they were acknowledged last, or longer. */
  readonly lostIn: (file: string) => readonly string[]
}

interface Promised {
  readonly bucketId: string
  readonly startNs: bigint
  readonly endNs: bigint
  readonly data: string
}

type Row = readonly [bucketId: string, startNs: bigint, endNs: bigint, data: string]

const SELECT = `SELECT buckets.name, starttime, endtime, events.data FROM events
  JOIN buckets ON buckets.id = bucketrow WHERE events.id = ?`

export function acknowledged(): Acknowledged {
  const promises = new Map<number, Promised>()
  let answers = 0
  return {
    note: (bucketId, { id, timestamp, duration, data }) => {
      answers++
      const startNs = BigInt(Date.parse(timestamp)) * 1_000_000n
      // Of times in whole milliseconds: exact again after rounding.
      const endNs = startNs + BigInt(Math.round(duration * 1000)) * 1_000_000n
      promises.set(id, { bucketId, startNs, endNs, data: JSON.stringify(data) })
    },
    counts: () => ({ answers, events: promises.size }),
    lostIn: (file) =>
      inDatabase(file, (db) => {
        const select = db.prepare(SELECT).raw().safeIntegers()
        return [...promises].flatMap(([id, promised]) => {
          const row = select.get(id) as Row | undefined
          return isKept(promised, row) ? [] : [describe(id, promised, row)]
        })
      }),
  }
}

/** `ok`, or what SQLite finds wrong with the file. */
export function integrityOf(file: string): string {
  return inDatabase(file, (db) => String(db.pragma('integrity_check', { simple: true })))
}

/** The heartbeat that was under way when the server was killed may be there or not: it extends the event. */
function isKept({ bucketId, startNs, endNs, data }: Promised, row: Row | undefined): boolean {
  return row?.[0] === bucketId && row[1] === startNs && row[2] >= endNs && row[3] === data
}

function describe(id: number, promised: Promised, row: Row | undefined): string {
  const { bucketId, startNs, endNs, data } = promised
  const found = row === undefined ? 'nothing' : row.join(' ')
  return `event ${id}: ${bucketId} ${startNs} ${endNs} ${data} was acknowledged, found ${found}`
}

function inDatabase<T>(file: string, use: (db: SqliteDatabase.Database) => T): T {
  const db = new SqliteDatabase(file, { fileMustExist: true })
  try {
    return use(db)
  } finally {
    db.close()
  }
}
