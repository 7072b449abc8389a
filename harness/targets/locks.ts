// Locks between invocations, for cache entries that take long to make. A lock is a symbolic link whose text
// names the run that holds it: made in one step, never half-written, and worthless once that run is dead.
import { mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { MeasurementError } from '../core/errors.ts'
import { awaitCondition } from './await-condition.ts'
import type { LockOptions } from './run.ts'

export interface LockRequest extends LockOptions {
  /** Path of the link. */
  readonly path: string
  readonly runId: string
  readonly isAlive: (runId: string) => boolean
}

/** Resolves with the function that releases it. */
export async function takeLock(request: LockRequest): Promise<() => void> {
  const { path, runId, timeoutMs, signal, onWait } = request
  mkdirSync(dirname(path), { recursive: true })
  let announced = false
  const attempt = (): boolean => {
    if (createLink(path, runId)) return true
    const holder = readHolder(path)
    if (holder === undefined) return false
    if (!request.isAlive(holder)) {
      breakLock(path, holder)
      return createLink(path, runId)
    }
    if (!announced) onWait?.(holder)
    announced = true
    return false
  }
  const taken = await awaitCondition(attempt, { timeoutMs, everyMs: 100, signal })
  if (!taken)
    throw new MeasurementError(
      `Expected the lock ${path} within ${timeoutMs} ms, but run ${readHolder(path)} holds it. ` +
        'Wait for that run or end it.',
    )
  return () => breakLock(path, runId)
}

/**
 * Removes the lock if `holder` still has it. Moved aside first and looked at, because another run may have
 * broken and retaken it meanwhile; it is put back then.
 */
export function breakLock(path: string, holder: string): void {
  if (readHolder(path) !== holder) return
  const aside = `${path}.${process.pid}.broken`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readHolder(aside)
  rmSync(aside, { force: true })
  if (moved !== undefined && moved !== holder) createLink(path, moved)
}

function createLink(path: string, runId: string): boolean {
  try {
    symlinkSync(runId, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Undefined when nobody holds it. */
function readHolder(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
