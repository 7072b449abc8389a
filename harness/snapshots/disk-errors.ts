// What the disk refuses, in words: full, read-only, or somebody else's.
import Database from 'better-sqlite3'

import { MeasurementError, UsageError } from '../core/errors.ts'

const FULL = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_IOERR_WRITE'])
const FORBIDDEN = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
])

/** Errors of other kinds come back as they are. */
export function explainDiskError(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (FULL.has(code))
    return new MeasurementError(
      `Expected room for ${path}, but it cannot be written to its end (${code}): the disk is full, or files may not ` +
        'grow that large. The golden snapshot takes about 100 MB, and each process a copy of it.',
      { cause: error },
    )
  if (FORBIDDEN.has(code))
    return new UsageError(
      `Expected to be allowed to write ${path}, but the system says ${code}; choose another cache directory.`,
    )
  return error
}

export function isDamage(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError
}
