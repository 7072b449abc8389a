// What a database file is, found out before anything may change it: a file that this server cannot use is
// refused and keeps every byte.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import type { Tuning } from '../tuning.ts'
import { NEWEST_SCHEMA } from './schema.ts'

/** `behind`: a migration or another journal mode comes first, which can take long. */
export type FileState = 'new' | 'behind' | 'ready'

export interface Wanted {
  readonly file: string
  readonly schema: Tuning['schema']
  readonly journal: Tuning['journal']
}

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const USER_VERSION_AT = 60

/** Throws for a file that is none of ActivityWatch's, damaged or newer. */
export function fileState({ file, schema, journal }: Wanted): FileState {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return 'new'
  refuseByHeader(file)
  const db = openToLook(file)
  try {
    const version = Number(db.pragma('user_version', { simple: true }))
    refuseNewer(file, version)
    if (refuseForeign(db, file, version) === 0) return 'new'
    const hasJournal = db.pragma('journal_mode', { simple: true }) === journal
    return version >= Number(schema) && hasJournal ? 'ready' : 'behind'
  } catch (error) {
    throw explained(error, file)
  } finally {
    db.close()
  }
}

/** Says what to do about a damaged file; other errors stay as they are. */
export function explained(error: unknown, file: string): unknown {
  const code = String((error as { code?: unknown }).code)
  if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') return error
  const reason = (error as Error).message.replaceAll(/\s+/g, ' ')
  return new Error(
    `${file} is damaged (${reason}). It was left as it is: restore a backup, save what ` +
      `can be saved with "sqlite3 ${file} .recover", or use another --dbpath.`,
    { cause: error },
  )
}

/** Reads the whole file, a second for 300 MB. A migration of a damaged one would damage it more. */
export function refuseDamaged(db: Database, file: string): void {
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found === 'ok') return
  throw explained(Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' }), file)
}

/** Without SQLite, which would bring a write-ahead log into the file even when it is only looked at. */
function refuseByHeader(file: string): void {
  const header = Buffer.alloc(HEADER_BYTES)
  const descriptor = openSync(file, 'r')
  const bytes = readSync(descriptor, header, 0, HEADER_BYTES, 0)
  closeSync(descriptor)
  if (bytes < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new Error(
      `${file} is not an SQLite database, or an encrypted one. It was left as it is: use another --dbpath.`,
    )
  }
  refuseNewer(file, header.readUInt32BE(USER_VERSION_AT))
}

function refuseNewer(file: string, version: number): void {
  if (version <= NEWEST_SCHEMA) return
  throw new Error(
    `${file} has schema version ${version}, this server knows versions up to ${NEWEST_SCHEMA}. ` +
      'It was left as it is: use the newer server that wrote it, or another --dbpath.',
  )
}

/** The number of tables. Version 0 is what a file has in which nobody ever noted one. */
function refuseForeign(db: Database, file: string, version: number): number {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
  const tables = db.prepare(sql).pluck().all() as string[]
  const isOurs = ['buckets', 'events'].every((name) => tables.includes(name))
  if (isOurs || (version === 0 && tables.length === 0)) return tables.length
  throw new Error(
    `${file} is not a database of ActivityWatch's Rust server: its tables are ${tables.join(', ') || 'none'}. ` +
      'It was left as it is: use another --dbpath.',
  )
}

/** A rollback journal that a crash left can be undone by a writer only, and says nothing before that. */
function openToLook(file: string): Database {
  const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true })
  try {
    db.pragma('user_version')
    return db
  } catch (error) {
    db.close()
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_READONLY')) {
      throw explained(error, file)
    }
    return new SqliteDatabase(file, { fileMustExist: true })
  }
}
