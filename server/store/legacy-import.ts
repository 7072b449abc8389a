// Copies the buckets and events of ActivityWatch's older server, in Python, into a new database.
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { durationFromSeconds } from '../wire/duration.ts'
import { parseJson } from '../wire/json-parse.ts'
import { printJson } from '../wire/json-print.ts'
import { JsonSyntaxError } from '../wire/json-scan.ts'
import { isJsonObject } from '../wire/json-value.ts'
import { TimeParseError } from '../wire/time-fields.ts'
import { insertBucketRow, storedTime } from './bucket-table.ts'
import { statementsOf } from './statements.ts'

type LegacyBucket = readonly [key: bigint, ...texts: [string, string, string, string, string]]
type LegacyEvent = readonly [bucket: bigint, timestamp: string, duration: unknown, data: string]

const BUCKETS = 'SELECT key, id, type, client, hostname, created FROM bucketmodel ORDER BY key'
const EVENTS = 'SELECT bucket_id, timestamp, duration, datastr FROM eventmodel ORDER BY id'
const INSERT = 'INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (?, ?, ?, ?)'

/** All or nothing. Events whose data or time cannot be read are left out, as in the original. */
export function importLegacy(db: Database, legacyFile: string): void {
  const legacy = new SqliteDatabase(legacyFile, { readonly: true, fileMustExist: true })
  legacy.defaultSafeIntegers(true)
  try {
    db.transaction(() => copy(db, legacy))()
  } catch (error) {
    throw new Error(
      `Cannot import ${legacyFile}: ${(error as Error).message}. Start with --no-legacy-import to begin ` +
        'without its events.',
      { cause: error },
    )
  } finally {
    legacy.close()
  }
}

function copy(db: Database, legacy: Database): void {
  const prepare = statementsOf(db, 'cached')
  const rows = new Map<bigint, bigint>()
  for (const bucket of legacy.prepare(BUCKETS).raw().all() as LegacyBucket[]) {
    const [key, id, type, client, hostname, created] = bucket
    const createdNs = storedTime(created)
    const lastUpdatedNs = null
    const row = { id, type, client, hostname, createdNs, data: '{}', lastUpdatedNs }
    rows.set(key, insertBucketRow(prepare, row, createdNs))
  }
  for (const event of legacy.prepare(EVENTS).raw().iterate() as Iterable<LegacyEvent>) {
    const row = rows.get(event[0])
    const values = row && valuesOf(event)
    if (values) prepare(INSERT).run(row, ...values)
  }
}

function valuesOf([, timestamp, duration, text]: LegacyEvent):
  readonly [startNs: bigint, endNs: bigint, data: string] | undefined {
  try {
    const data = parseJson(text)
    const seconds = Number(duration)
    if (!isJsonObject(data) || Number.isNaN(seconds)) return undefined
    const startNs = storedTime(timestamp)
    return [startNs, startNs + durationFromSeconds(seconds), printJson(data)]
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof TimeParseError) return undefined
    throw error
  }
}
