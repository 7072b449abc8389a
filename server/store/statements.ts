// Compiled SQL of one connection: kept, or compiled anew at each use as servers of the first profiles did.
import type { Database, Statement } from 'better-sqlite3'
import type { Tuning } from '../tuning.ts'

/** Gives the statement for a text. Rows come as arrays, integers as bigint. */
export type Prepare = (sql: string) => Statement

export function statementsOf(db: Database, mode: Tuning['statements']): Prepare {
  const compile: Prepare = (sql) => {
    const statement = db.prepare(sql)
    return statement.reader ? statement.raw() : statement
  }
  return mode === 'cached' ? cached(compile) : compile
}

/** The texts are a fixed set of literals in this folder, so the map cannot grow without bound. */
function cached(compile: Prepare): Prepare {
  const bySql = new Map<string, ReturnType<Prepare>>()
  return (sql) => {
    let statement = bySql.get(sql)
    if (statement === undefined) {
      statement = compile(sql)
      bySql.set(sql, statement)
    }
    return statement
  }
}
