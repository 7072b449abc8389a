// Whether every byte and every row of a snapshot is what its manifest says. Reads the whole file, several times:
// `makeSnapshot` is content with size and header.
import type Database from 'better-sqlite3'

import { integrityProblem } from './check-backup.ts'
import { describeDatabase } from './describe-database.ts'
import { digestFile } from './digest.ts'
import { isDamage } from './disk-errors.ts'
import type { SnapshotManifest } from './manifest.ts'
import { readAtRest } from './open-database.ts'
import type { Snapshot } from './snapshot.ts'
import { checkSqliteFile } from './sqlite-file.ts'

/** Sentences on what is wrong; none when nothing is. */
export async function verifySnapshot(
  { path, manifest }: Snapshot,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const check = await checkSqliteFile(path)
  if (check.state === 'other' && manifest === undefined) return []
  try {
    return [
      ...(manifest === undefined ? [] : await verifyFile(path, manifest)),
      ...(await readAtRest(path, (database) => verifyRows(database, manifest, signal))),
    ]
  } catch (error) {
    if (isDamage(error)) return [`it is damaged: ${error.message}`]
    throw error
  }
}

async function verifyFile(path: string, manifest: SnapshotManifest): Promise<string[]> {
  return compare('a file with SHA-256', manifest.fileDigest, await digestFile(path))
}

async function verifyRows(
  database: Database.Database,
  manifest: SnapshotManifest | undefined,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const integrity = integrityProblem(database)
  if (integrity !== undefined) return [`it is damaged: ${integrity}`]
  const orphans = database.pragma('foreign_key_check') as unknown[]
  const problems =
    orphans.length === 0 ? [] : [`${orphans.length} rows refer to rows that are not there`]
  if (manifest === undefined) return problems
  const found = await describeDatabase(database, signal)
  return [
    ...problems,
    ...compare('rows with the digest', manifest.logicalDigest, found?.logicalDigest ?? 'no rows'),
    ...compare('events', manifest.events, found?.events ?? 0),
    ...compare('schema version', manifest.schema, found?.schema ?? 0),
    ...compare('buckets', JSON.stringify(manifest.buckets), JSON.stringify(found?.buckets ?? [])),
  ]
}

function compare(what: string, expected: string | number, got: string | number): string[] {
  return expected === got ? [] : [`expected ${what} ${expected}, got ${got}`]
}
