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

const originSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('recipe'),
    recipe: z.string().min(1),
    recipeVersion: z.int().positive(),
    seed: z.string().min(1),
    scale: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal('import'),
    /** Whose database it was: the Rust server's, or the Python server's, which was converted. */
    from: z.enum(['activitywatch', 'python']),
    anonymised: z.boolean(),
    importedAt: instant,
    /** Rows that could not be converted: without a bucket, or with data that is not a JSON object. */
    skipped: count,
  }),
])

export type SnapshotOrigin = Readonly<z.infer<typeof originSchema>>

export const MANIFEST_VERSION = 2

export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(MANIFEST_VERSION),
  origin: originSchema,
  /** `PRAGMA user_version` of the database. */
  schema: z.int().positive(),
  events: count,
  start: instant,
  end: instant,
  buckets: z.array(bucketSchema).min(1).readonly(),
  bytes: z.int().positive(),
  /** SHA-256 of the canonical rows: the same on every machine for the same recipe, seed and scale, in every schema. */
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

export type ReadManifest =
  | { readonly state: 'read'; readonly manifest: SnapshotManifest }
  | { readonly state: 'damaged'; readonly problem: string }
  /** Made by a newer heartbench: not ours to judge, let alone to make again. */
  | { readonly state: 'newer'; readonly problem: string }

export async function readManifest(path: string): Promise<ReadManifest> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { state: 'damaged', problem: `its manifest cannot be read (${code})` }
  }
  return parseManifest(text)
}

export function parseManifest(text: string): ReadManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { state: 'damaged', problem: 'its manifest is not JSON' }
  }
  const version = versionOf(value)
  if (version > MANIFEST_VERSION)
    return {
      state: 'newer',
      problem: `its manifest has version ${version}, this heartbench knows up to ${MANIFEST_VERSION}; update heartbench`,
    }
  const parsed = manifestSchema.safeParse(version === 1 ? upgradeFrom1(value as object) : value)
  if (parsed.success) return { state: 'read', manifest: parsed.data }
  return {
    state: 'damaged',
    problem: `its manifest does not fit: ${z.prettifyError(parsed.error)}`,
  }
}

function versionOf(value: unknown): number {
  const parsed = z.object({ schemaVersion: z.int() }).safeParse(value)
  return parsed.success ? parsed.data.schemaVersion : 0
}

/** Version 1 knew recipes only. */
function upgradeFrom1(value: object): unknown {
  const { recipe, recipeVersion, seed, scale, ...rest } = value as Record<string, unknown>
  const origin = { kind: 'recipe', recipe, recipeVersion, seed, scale }
  return { ...rest, schemaVersion: MANIFEST_VERSION, origin }
}
