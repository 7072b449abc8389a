// For tests: a database file with more events than requests would bring into it quickly.
import { readFileSync, writeFileSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { migrate } from '../store/schema.ts'

export interface Filling {
  readonly events: number
  /** Of each event's title. */
  readonly titleChars: number
}

/** One bucket "b": an event a second from 2020 on, each with data of its own. */
export function fillDatabase(file: string, { events, titleChars }: Filling): void {
  const db = new SqliteDatabase(file)
  try {
    migrate(db, 4)
    db.exec(`INSERT INTO buckets (name, type, client, hostname, created)
      VALUES ('b', 't', 'c', 'h', '2020-01-01 00:00:00+00:00')`)
    db.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO events (bucketrow, starttime, endtime, data)
       SELECT 1, s, s + 500000000, '{"i":' || i || ',"title":"' || ? || '"}'
       FROM (SELECT i, (1577836800 + i) * 1000000000 AS s FROM n)`,
    ).run(events, 'ü'.repeat(titleChars))
  } finally {
    db.close()
  }
}

const PAGE_BYTES = 4_096
/** The first byte of a page with rows of a table. */
const TABLE_LEAF = 0x0d

/** Makes the `nth` page of rows unreadable; the first ones have the oldest events. */
export function spoilPage(file: string, nth: number): void {
  const bytes = readFileSync(file)
  let left = nth
  for (let at = PAGE_BYTES; at < bytes.length; at += PAGE_BYTES) {
    if (bytes[at] !== TABLE_LEAF || left-- > 0) continue
    bytes.fill(0xff, at, at + PAGE_BYTES)
    writeFileSync(file, bytes)
    return
  }
  throw new Error(`expected ${nth} pages of rows in ${file}`)
}
