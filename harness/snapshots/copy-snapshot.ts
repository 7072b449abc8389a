// Every process gets its own fresh copy of the snapshot, so that no process sees what another wrote.
import { constants, copyFile, mkdir, open, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'

import { MeasurementError, UsageError } from '../core/errors.ts'
import type { Snapshot } from './snapshot.ts'
import { checkSqliteFile } from './sqlite-file.ts'

export interface SnapshotCopy {
  readonly path: string
  /** `reflink` shares the blocks until they are written to; both give the process the same bytes. */
  readonly method: 'reflink' | 'copy'
  readonly bytes: number
}

/**
 * Copies the snapshot into `directory` (made if absent) as `snapshot` with the extension of the
 * source. Removing the copy, with the `-wal` and `-shm` a server may leave beside it, is the caller's: remove `directory`.
 */
export async function copySnapshot(snapshot: Snapshot, directory: string): Promise<SnapshotCopy> {
  await mkdir(directory, { recursive: true })
  const path = join(directory, `snapshot${extname(snapshot.path)}`)
  const method = await cloneOrCopy(snapshot.path, path)
  try {
    await checkCopy(snapshot, path)
    await settle(path)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, method, bytes: snapshot.bytes }
}

async function cloneOrCopy(from: string, to: string): Promise<SnapshotCopy['method']> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return 'reflink'
  } catch (error) {
    rejectUnusable(error as NodeJS.ErrnoException, from, to)
  }
  // File systems refuse a clone with half a dozen codes; whatever the reason, a copy has to work.
  await rm(to, { force: true })
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL)
    return 'copy'
  } catch (cause) {
    await rm(to, { force: true })
    throw new MeasurementError(
      `Expected to copy the snapshot ${from} to ${to}, got ${(cause as Error).message}; is the disk full?`,
      { cause },
    )
  }
}

function rejectUnusable(error: NodeJS.ErrnoException, from: string, to: string): void {
  if (error.code === 'EEXIST')
    throw new UsageError(`Expected a fresh directory for the copy, but ${to} exists; remove it.`)
  if (error.code === 'ENOENT')
    throw new UsageError(`Expected a snapshot at ${from}, but the file is gone; make it again.`)
}

async function checkCopy(snapshot: Snapshot, path: string): Promise<void> {
  const check = await checkSqliteFile(path)
  if (check.bytes !== snapshot.bytes || check.state === 'damaged')
    throw new MeasurementError(
      `Expected a copy of ${snapshot.path} with ${snapshot.bytes} bytes, got ${check.bytes}` +
        `${check.state === 'damaged' ? ` (${check.problem})` : ''}; was the snapshot changed, or is the disk full?`,
    )
}

/** Written back now: left to the kernel, 98 MB of dirty pages go to disk in the middle of the slices. */
async function settle(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
