// What is in the cache, damaged entries too.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { type CacheEntry, isAside, readCacheEntry, snapshotsDirectory } from './cache-entry.ts'

export interface ListedEntry {
  readonly name: string
  readonly entry: CacheEntry
}

/** All entries by name; none if nothing was ever made. */
export async function listSnapshots(cacheDirectory: string): Promise<readonly ListedEntry[]> {
  const root = snapshotsDirectory(cacheDirectory)
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const listed: ListedEntry[] = []
  for (const name of names.filter((name) => !isAside(name)).toSorted())
    listed.push({ name, entry: await readCacheEntry(join(root, name)) })
  return listed
}
