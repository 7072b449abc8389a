// A copy is worth nothing before SQLite has looked at every page of it.
import Database from 'better-sqlite3'

import { UsageError } from '../core/errors.ts'
import { isDamage } from './disk-errors.ts'

/** Leaves the copy in rollback mode, so that it is one file that can be read without writing anything beside it. */
export function checkBackup(copy: string, source: string): void {
  const problem = findProblem(copy)
  if (problem !== undefined)
    throw new UsageError(
      `The database ${source} is damaged: ${problem}. Nothing was imported and the file is as it was.`,
    )
}

function findProblem(copy: string): string | undefined {
  let database: Database.Database | undefined
  try {
    database = new Database(copy)
    database.pragma('journal_mode = DELETE')
    return integrityProblem(database)
  } catch (error) {
    if (isDamage(error)) return error.message
    throw error
  } finally {
    database?.close()
  }
}

/** Undefined when SQLite finds every page, index and key in order. */
export function integrityProblem(database: Database.Database): string | undefined {
  const answer = database.pragma('integrity_check(1)', { simple: true }) as string
  return answer === 'ok' ? undefined : answer.replaceAll('\n', ' ')
}
