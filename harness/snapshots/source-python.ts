// The tables of the Python server (its library peewee made them), converted as the Rust server's own import of them
// does: https://github.com/ActivityWatch/aw-server-rust, legacy import.
import type Database from 'better-sqlite3'

import { canonicalJson } from './canonical-json.ts'
import { formatCreated, parsePythonTime } from './python-time.ts'
import type { BucketRow, StoredEvent } from './new-database.ts'
import type { SourceDatabase } from './source-database.ts'

interface PythonBucket {
  readonly key: bigint
  readonly id: string
  readonly type: string | null
  readonly client: string | null
  readonly hostname: string | null
  readonly created: string
}

interface PythonEvent {
  readonly id: bigint
  readonly bucket: bigint
  readonly timestamp: string
  readonly duration: number | bigint | string
  readonly datastr: string
}

export function readPython(database: Database.Database): SourceDatabase {
  const canonical = openCanonicalTexts()
  return {
    buckets: () =>
      (
        database
          .prepare('SELECT key, id, type, client, hostname, created FROM bucketmodel ORDER BY key')
          .all() as PythonBucket[]
      ).map(convertBucket),
    *events() {
      const rows = database
        .prepare(
          'SELECT id, bucket_id AS bucket, timestamp, duration, datastr FROM eventmodel ORDER BY id',
        )
        .iterate() as Iterable<PythonEvent>
      for (const row of rows) yield convertEvent(row, canonical)
    },
    // Settings are in a file of their own there.
    keyValues: () => [],
    sequences: () => ({ buckets: 0n, events: 0n }),
  }
}

function convertBucket(row: PythonBucket): BucketRow {
  const { key, id, type, client, hostname, created } = row
  const createdNs = parsePythonTime(created)
  return {
    id: key,
    name: id,
    type: type ?? '',
    client: client ?? '',
    hostname: hostname ?? '',
    created: createdNs === undefined ? created : formatCreated(createdNs),
    dataDeprecated: '{}',
    data: '{}',
  }
}

function convertEvent(
  { id, bucket, timestamp, duration, datastr }: PythonEvent,
  canonical: (text: string) => string | undefined,
): StoredEvent | undefined {
  const startNs = parsePythonTime(timestamp)
  const seconds = Number(duration)
  const data = canonical(datastr)
  if (startNs === undefined || data === undefined || !Number.isFinite(seconds)) return undefined
  // Python measures in whole microseconds; the column holds them as decimal seconds.
  const endNs = startNs + BigInt(Math.round(seconds * 1_000_000)) * 1_000n
  return { id, bucket, startNs, endNs, data }
}

/** Texts repeat by the thousand; forgetting all of them now and then bounds the memory. */
const REMEMBERED_MAX = 100_000

function openCanonicalTexts(): (text: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (text) => {
    if (known.has(text)) return known.get(text)
    if (known.size >= REMEMBERED_MAX) known.clear()
    const canonical = canonicalJson(text)
    known.set(text, canonical)
    return canonical
  }
}
