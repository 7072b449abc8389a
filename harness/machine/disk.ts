// The disk below a directory: what kind, how full, and how long it takes until an append is safe. Servers that
// commit wait for exactly that.
import { realpathSync } from 'node:fs'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { mountOf, parseMounts } from './mounts.ts'
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

export interface Disk {
  /** Such as `ext4`, `tmpfs`, `overlay`, `nfs4`; undefined where the system does not tell. */
  readonly fileSystem: string | undefined
  readonly freeBytes: number
}

export async function readDisk(directory: string): Promise<Disk> {
  const { bavail, bsize } = await statfs(directory)
  return { fileSystem: fileSystemOf(realpathSync(directory)), freeBytes: bavail * bsize }
}

export function fileSystemOf(
  path: string,
  read: ReadSystemFile = readSystemFile,
): string | undefined {
  return mountOf(parseMounts(read('/proc/self/mountinfo') ?? ''), path)?.type
}

/** A page of SQLite: the usual size of a small commit. */
const APPEND_BYTES = 4096

/** Times in milliseconds of appends that were made safe (fdatasync), to a file that is removed again. */
export async function timeSyncs(
  directory: string,
  limits: { readonly appends: number; readonly budgetMs: number },
  signal: AbortSignal,
): Promise<number[]> {
  const path = join(directory, 'sync-test')
  const file = await open(path, 'a')
  try {
    const page = Buffer.alloc(APPEND_BYTES, 'heartbench')
    const endMs = performance.now() + limits.budgetMs
    const timesMs: number[] = []
    while (timesMs.length < limits.appends && performance.now() < endMs) {
      signal.throwIfAborted()
      const startMs = performance.now()
      await file.write(page)
      await file.datasync()
      timesMs.push(performance.now() - startMs)
    }
    return timesMs
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}
