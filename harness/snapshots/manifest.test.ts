import { describe, expect, it } from 'vitest'

import { formatInstant } from './instant.ts'
import { manifestSchema, parseManifest, snapshotFacts } from './manifest.ts'

const range = { start: '2026-01-01T00:00:00.000Z', end: '2026-01-02T00:00:00.000Z' }
const bucket = {
  id: 'window_h',
  type: 'currentwindow',
  client: 'c',
  hostname: 'h',
  events: 12_345,
  ...range,
}
const recipe = { recipe: 'activitywatch', recipeVersion: 1, seed: '1', scale: 'tiny' }
const origin = { kind: 'recipe', ...recipe } as const
const manifest = manifestSchema.parse({
  schemaVersion: 2,
  origin,
  schema: 4,
  events: 12_345,
  ...range,
  buckets: [bucket, { ...bucket, id: 'afk_h', events: 0, start: null, end: null }],
  bytes: 4_096,
  logicalDigest: 'a'.repeat(64),
  fileDigest: 'b'.repeat(64),
  sqliteVersion: '3.54.1',
})

describe('the manifest', () => {
  it('rejects unknown keys and digests that are none', () => {
    expect(manifestSchema.safeParse({ ...manifest, extra: 1 }).success).toBe(false)
    expect(manifestSchema.safeParse({ ...manifest, fileDigest: 'B' }).success).toBe(false)
    expect(manifestSchema.safeParse({ ...manifest, schemaVersion: 1 }).success).toBe(false)
  })

  it('tells scenarios only what they may know', () => {
    const [first] = snapshotFacts(manifest).buckets
    expect(first).toEqual({
      id: 'window_h',
      type: 'currentwindow',
      hostname: 'h',
      events: 12_345,
      ...range,
    })
    expect(snapshotFacts(manifest)).toMatchObject(range)
  })

  it('reads what version 1 wrote', () => {
    const { origin: _, ...rest } = manifest
    const old = { ...rest, ...recipe, schemaVersion: 1 }
    expect(parseManifest(JSON.stringify(old))).toEqual({ state: 'read', manifest })
  })

  it('does not judge what a newer heartbench wrote', () => {
    const newer = JSON.stringify({ schemaVersion: 3, anything: true })
    expect(parseManifest(newer)).toMatchObject({
      state: 'newer',
      problem: expect.stringMatching(/version 3.*update heartbench/),
    })
  })
})

describe('formatInstant', () => {
  it('prints the fewest of 0, 3, 6 or 9 digits that are exact', () => {
    expect(formatInstant(0n)).toBe('1970-01-01T00:00:00Z')
    expect(formatInstant(1_500_000_000n)).toBe('1970-01-01T00:00:01.500Z')
    expect(formatInstant(1_000_100_000n)).toBe('1970-01-01T00:00:01.000100Z')
    expect(formatInstant(1_000_000_001n)).toBe('1970-01-01T00:00:01.000000001Z')
    expect(formatInstant(100_000_000n)).toBe('1970-01-01T00:00:00.100Z')
    expect(formatInstant(-1n)).toBe('1969-12-31T23:59:59.999999999Z')
  })
})
