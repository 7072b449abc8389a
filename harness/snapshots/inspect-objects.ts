// Which table and which index of a database takes how many bytes: https://www.sqlite.org/dbstat.html
import type Database from 'better-sqlite3'

export interface InspectedObject {
  readonly name: string
  readonly kind: 'table' | 'index'
  readonly pages: number
  readonly bytes: number
  readonly unusedBytes: number
}

const OBJECTS_SQL = `
  SELECT s.name, CASE m.type WHEN 'index' THEN 'index' ELSE 'table' END AS kind, s.pageno AS pages, s.pgsize AS bytes,
    s.unused AS unusedBytes
  FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name
  WHERE s.aggregate = TRUE ORDER BY s.pgsize DESC, s.name`

/** Largest first; null when this SQLite was built without dbstat. */
export function inspectObjects(database: Database.Database): readonly InspectedObject[] | null {
  if (!hasDbstat(database)) return null
  return database.prepare(OBJECTS_SQL).safeIntegers(false).all() as InspectedObject[]
}

export function hasDbstat(database: Database.Database): boolean {
  const modules = database.prepare(`SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'`)
  return Number(modules.pluck().get()) > 0
}
