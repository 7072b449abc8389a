// What is in the cache, and whether every byte of it is still what was written.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { type CacheEntry, isAside, readCacheEntry } from './cache-entry.ts'
import { digestFile } from './digest.ts'
import type { Snapshot } from './snapshot.ts'

export interface ListedEntry {
  readonly name: string
  readonly entry: CacheEntry
}

/** All entries by name, damaged ones too; none if nothing was ever made. */
export async function listSnapshots(cacheDirectory: string): Promise<readonly ListedEntry[]> {
  const root = join(cacheDirectory, 'snapshots')
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const listed: ListedEntry[] = []
  for (const name of names.filter((name) => !isAside(name)).toSorted())
    listed.push({ name, entry: await readCacheEntry(join(root, name)) })
  return listed
}

/** Reads the whole file, which `makeSnapshot` leaves out. Undefined when it is as made, else what is wrong. */
export async function findDamage(snapshot: Snapshot): Promise<string | undefined> {
  if (snapshot.manifest === undefined) return undefined
  const digest = await digestFile(snapshot.path)
  if (digest === snapshot.manifest.fileDigest) return undefined
  return `expected a file with SHA-256 ${snapshot.manifest.fileDigest}, got ${digest}`
}
