// The manifest lies beside a made snapshot and says what is in it, so that nobody has to open the
// database to plan windows, print it, or find out that it is damaged.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

import type { SnapshotFacts } from '../core/scenario.ts'

const instant = z.iso.datetime()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in lower-case hex')
const count = z.int().nonnegative()

const bucketSchema = z.strictObject({
  id: z.string().min(1),
  type: z.string(),
  client: z.string(),
  hostname: z.string(),
  events: count,
  start: instant.nullable(),
  end: instant.nullable(),
})

export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  recipe: z.string().min(1),
  recipeVersion: z.int().positive(),
  seed: z.string().min(1),
  scale: z.string().min(1),
  /** `PRAGMA user_version` of the database. */
  schema: z.int().positive(),
  events: count,
  start: instant,
  end: instant,
  buckets: z.array(bucketSchema).min(1).readonly(),
  bytes: z.int().positive(),
  /** SHA-256 of the canonical rows: the same on every machine for the same recipe, seed and scale. */
  logicalDigest: sha256,
  /** SHA-256 of the file: the same only for the same SQLite release, which writes its version into it. */
  fileDigest: sha256,
  sqliteVersion: z.string().min(1),
})

export type SnapshotManifest = Readonly<z.infer<typeof manifestSchema>>

/** What scenarios may know of the snapshot. */
export function snapshotFacts(manifest: SnapshotManifest): SnapshotFacts {
  return {
    start: manifest.start,
    end: manifest.end,
    buckets: manifest.buckets.map(({ id, type, hostname, events, start, end }) => ({
      id,
      type,
      hostname,
      events,
      start,
      end,
    })),
  }
}

/** The parsed manifest, or a sentence on why there is none that can be used. */
export async function readManifest(
  path: string,
): Promise<{ readonly manifest: SnapshotManifest } | { readonly problem: string }> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    return { problem: `its manifest cannot be read (${(error as NodeJS.ErrnoException).code})` }
  }
  return parseManifest(text)
}

function parseManifest(text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'its manifest is not JSON' }
  }
  const parsed = manifestSchema.safeParse(value)
  if (parsed.success) return { manifest: parsed.data }
  return { problem: `its manifest does not fit: ${z.prettifyError(parsed.error)}` }
}

/** Rows for printing: a heading, one row per bucket, and the sum. */
export function tableOf(manifest: SnapshotManifest): readonly (readonly string[])[] {
  const row = (name: string, events: number, start: string | null, end: string | null) => [
    name,
    events.toLocaleString('en-US'),
    start ?? '–',
    end ?? '–',
  ]
  return [
    ['bucket', 'events', 'first start', 'last end'],
    ...manifest.buckets.map((b) => row(b.id, b.events, b.start, b.end)),
    row('all', manifest.events, manifest.start, manifest.end),
  ]
}
