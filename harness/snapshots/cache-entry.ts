// A cache entry is a directory with the database and its manifest. It is whole or it is not used: it
// appears under its name by one rename, and is looked at again each time before it is used.
import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { UsageError } from '../core/errors.ts'
import { readManifest, type SnapshotManifest, snapshotFacts } from './manifest.ts'
import type { Snapshot } from './snapshot.ts'
import { checkSqliteFile } from './sqlite-file.ts'

export const DATABASE_NAME = 'snapshot.db'
const MANIFEST_NAME = 'manifest.json'

export type CacheEntry =
  | { readonly state: 'whole'; readonly snapshot: Snapshot }
  | { readonly state: 'damaged' | 'newer'; readonly problem: string }
  | { readonly state: 'absent' }

export function snapshotsDirectory(cacheDirectory: string): string {
  return join(cacheDirectory, 'snapshots')
}

/** Before anything is added to it. */
export async function prepareCache(cacheDirectory: string): Promise<void> {
  const root = snapshotsDirectory(cacheDirectory)
  await mkdir(root, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Expected a cache directory that can be written, but ${root} cannot be made (${error.code}).`,
    )
  })
  await removeAbandoned(root)
}

/** Judged by manifest, size and SQLite header; the digests are left to `findDamage`. */
export async function readCacheEntry(directory: string): Promise<CacheEntry> {
  if (!(await exists(directory))) return { state: 'absent' }
  const read = await readManifest(join(directory, MANIFEST_NAME))
  if (read.state !== 'read') return read
  const { manifest } = read
  const path = join(directory, DATABASE_NAME)
  if (!(await exists(path))) return { state: 'damaged', problem: `${DATABASE_NAME} is missing` }
  const check = await checkSqliteFile(path)
  if (check.state === 'damaged') return check
  if (check.state === 'other') return { state: 'damaged', problem: 'it is not an SQLite database' }
  if (check.bytes !== manifest.bytes)
    return { state: 'damaged', problem: `expected ${manifest.bytes} bytes, got ${check.bytes}` }
  return { state: 'whole', snapshot: toSnapshot(directory, manifest) }
}

function toSnapshot(directory: string, manifest: SnapshotManifest): Snapshot {
  return {
    name: basename(directory),
    path: join(directory, DATABASE_NAME),
    bytes: manifest.bytes,
    manifest,
    facts: snapshotFacts(manifest),
  }
}

/** Completes an entry under construction. Synced, because a rename must not outlive the blocks it names. */
export async function sealCacheEntry(directory: string, manifest: SnapshotManifest): Promise<void> {
  const manifestPath = join(directory, MANIFEST_NAME)
  await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`)
  await syncToDisk(join(directory, DATABASE_NAME))
  await syncToDisk(manifestPath)
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A fresh name in the directory of `entry`, for an entry under construction or on its way out. */
export function asideName(entry: string): string {
  return `${entry}${ASIDE}${randomUUID()}`
}

export function isAside(name: string): boolean {
  return name.includes(ASIDE)
}

/** False when an entry of that name exists already: rename never replaces a directory that has files. */
export async function renameUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/**
 * Takes a damaged entry out of the way. Another maker may have replaced it between the look and the
 * rename; what was taken away is looked at again and put back if it is whole.
 */
export async function removeDamagedEntry(directory: string): Promise<void> {
  const aside = asideName(directory)
  try {
    await rename(directory, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const whole = (await readCacheEntry(aside)).state === 'whole'
  if (whole && (await renameUnlessTaken(aside, directory))) return
  await rm(aside, { recursive: true, force: true })
}

/** Removes what makers left behind that were killed. */
async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!isAside(name)) continue
    const path = join(root, name)
    const ageMs = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity)
    if (ageMs > ABANDONED_MS) await rm(path, { recursive: true, force: true })
  }
}

const ASIDE = '.aside-'
/** Making takes seconds; an hour is far beyond the slowest disk. */
const ABANDONED_MS = 3_600_000

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
