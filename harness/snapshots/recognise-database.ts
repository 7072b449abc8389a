// Whose database is it? Told by its tables and columns; a version number alone can be anybody's.
import type Database from 'better-sqlite3'

import { NEWEST_SCHEMA } from './schema.ts'

export type DatabaseKind =
  | { readonly kind: 'activitywatch'; readonly schema: number }
  /** An ActivityWatch database whose version is beyond what we know. */
  | { readonly kind: 'newer'; readonly schema: number }
  /** The Python server's tables, written by its library peewee. */
  | { readonly kind: 'python' }
  | { readonly kind: 'foreign' }

/** Columns that every version of the tables has. */
const ACTIVITYWATCH = {
  buckets: ['id', 'name', 'type', 'client', 'hostname', 'created'],
  events: ['id', 'bucketrow', 'starttime', 'endtime', 'data'],
}

const PYTHON = {
  bucketmodel: ['key', 'id', 'type', 'client', 'hostname', 'created'],
  eventmodel: ['id', 'bucket_id', 'timestamp', 'duration', 'datastr'],
}

export function recogniseDatabase(database: Database.Database): DatabaseKind {
  if (hasColumns(database, PYTHON)) return { kind: 'python' }
  if (!hasColumns(database, ACTIVITYWATCH)) return { kind: 'foreign' }
  const schema = Number(database.pragma('user_version', { simple: true }))
  return { kind: schema > NEWEST_SCHEMA ? 'newer' : 'activitywatch', schema }
}

function hasColumns(
  database: Database.Database,
  tables: Readonly<Record<string, readonly string[]>>,
): boolean {
  const columnsOf = database.prepare('SELECT name FROM pragma_table_info(?)').pluck()
  return Object.entries(tables).every(([table, columns]) => {
    const found = columnsOf.all(table)
    return columns.every((column) => found.includes(column))
  })
}
