import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { DEFAULT_SEED } from '../../snapshots/recipe.ts'
import { UsageError } from '../core/errors.ts'
import { openLogicalDigest } from './digest.ts'
import { listSnapshots } from './list-snapshots.ts'
import { cacheEntryDirectory, makeSnapshot } from './make-snapshot.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'
import { verifySnapshot } from './verify-snapshot.ts'

const makeTiny = (cacheDirectory: string, more: { seed?: string; messages?: string[] } = {}) =>
  makeSnapshot({
    scale: 'tiny',
    seed: more.seed ?? '1',
    cacheDirectory,
    onProgress: (message) => more.messages?.push(message),
  })

function openDatabase(path: string): Database.Database {
  const database = new Database(path, { readonly: true })
  database.defaultSafeIntegers(true)
  return database
}

describe('makeSnapshot', () => {
  it('makes the same rows everywhere and other rows for another seed', async () => {
    const cache = await openTemporaryDirectory()
    const digest = (await makeTiny(cache)).manifest!.logicalDigest
    expect(digest).toBe('8fdb7f780a95f38e90a1dfdf4f44eedd23ddf4d456af0ce25d1ce84c233873bd')
    expect((await makeTiny(cache, { seed: '2' })).manifest!.logicalDigest).not.toBe(digest)
  })

  it('has the digests that every machine must come to', async () => {
    const cacheDirectory = await openTemporaryDirectory()
    const seed = DEFAULT_SEED
    const tiny = await makeSnapshot({ scale: 'tiny', seed, cacheDirectory })
    const small = await makeSnapshot({ scale: 'small', seed, cacheDirectory })
    expect([tiny, small].map(({ manifest }) => manifest!.logicalDigest)).toEqual([
      '1a4eb0f106f7484dbd45a7f8382b6c904882f5690fe153174e700b1d0dc6ebab',
      '4f0957ba6e940be15002a3a8b31e0189b19650f3d997d4dbee5331950117a0ed',
    ])
  })

  it('says in the manifest what is in the database', async () => {
    const { path, manifest, bytes } = await makeTiny(await openTemporaryDirectory())
    const database = openDatabase(path)
    const rows = database
      .prepare(
        `SELECT name, starttime, endtime, events.data FROM events
         JOIN buckets ON buckets.id = bucketrow ORDER BY events.id`,
      )
      .raw()
      .all() as [string, bigint, bigint, string][]
    const digest = openLogicalDigest()
    for (const [bucket, start, end, data] of rows) digest.add(bucket, `${start}`, `${end}`, data)
    database.close()
    expect(manifest!.logicalDigest).toBe(digest.hex())
    expect(manifest!.events).toBe(rows.length)
    expect(manifest!.bytes).toBe(bytes)
    expect((await stat(path)).size).toBe(bytes)
    for (const { id, events, start } of manifest!.buckets) {
      const own = rows.filter(([bucket]) => bucket === id)
      expect(own).toHaveLength(events)
      expect(BigInt(Date.parse(start!)) * 1_000_000n).toBe(own[0]![1])
    }
  })

  it('finds what it made before', async () => {
    const cache = await openTemporaryDirectory()
    const made = await makeTiny(cache)
    const messages: string[] = []
    expect(await makeTiny(cache, { messages })).toEqual(made)
    expect(messages).toEqual([])
  })

  it.each([
    ['is cut off', (entry: string) => truncate(join(entry, 'snapshot.db'), 8_192), /bytes/],
    ['is gone', (entry: string) => rm(join(entry, 'snapshot.db')), /is missing/],
    [
      'is no database',
      (entry: string) => writeFile(join(entry, 'snapshot.db'), 'x'),
      /not an SQLite/,
    ],
    ['has no manifest', (entry: string) => rm(join(entry, 'manifest.json')), /ENOENT/],
    [
      'has half a manifest',
      (entry: string) => truncate(join(entry, 'manifest.json'), 99),
      /not JSON/,
    ],
    [
      'has a foreign manifest',
      (entry: string) => writeFile(join(entry, 'manifest.json'), '{}'),
      /fit/,
    ],
  ])('makes a snapshot again that %s, and says so', async (_, damage, reason) => {
    const cache = await openTemporaryDirectory()
    const made = await makeTiny(cache)
    await damage(dirname(made.path))
    const messages: string[] = []
    const again = await makeTiny(cache, { messages })
    expect(again.manifest).toEqual(made.manifest)
    expect(messages[0]).toMatch(/again/)
    expect(messages[0]).toMatch(reason)
    expect(await verifySnapshot(again)).toEqual([])
    expect(await readdir(join(cache, 'snapshots'))).toHaveLength(1)
  })

  it('yields one whole snapshot when several processes make it at once', async () => {
    const cache = await openTemporaryDirectory()
    const script = `
      import { makeSnapshot } from '${new URL('make-snapshot.ts', import.meta.url).href}'
      const made = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory: process.argv[1] })
      process.stdout.write(made.manifest.fileDigest)`
    const runs = await Promise.all(
      [1, 2, 3].map(() =>
        promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, cache]),
      ),
    )
    const listed = await listSnapshots(cache)
    expect(listed.map(({ name }) => name)).toEqual(['activitywatch-v2-tiny-1-schema4'])
    const { entry } = listed[0]!
    if (entry.state !== 'whole') throw new Error(entry.state)
    expect(await verifySnapshot(entry.snapshot)).toEqual([])
    for (const { stdout } of runs) expect(stdout).toBe(entry.snapshot.manifest!.fileDigest)
    expect(await readdir(join(cache, 'snapshots'))).toHaveLength(1)
  })

  it('leaves nothing behind when it is aborted', async () => {
    const cacheDirectory = await openTemporaryDirectory()
    const request = {
      scale: 'tiny',
      seed: '1',
      cacheDirectory,
      signal: AbortSignal.abort(),
    } as const
    await expect(makeSnapshot(request)).rejects.toThrow(/abort/)
    expect(await readdir(join(cacheDirectory, 'snapshots'))).toEqual([])
  })

  it('removes what a killed maker left long ago, but not what another is making now', async () => {
    const cacheDirectory = await openTemporaryDirectory()
    const entry = cacheEntryDirectory({ scale: 'golden', seed: '1', cacheDirectory })
    await mkdir(`${entry}.aside-old`, { recursive: true })
    await mkdir(`${entry}.aside-new`)
    await utimes(`${entry}.aside-old`, 1, 1)
    await makeTiny(cacheDirectory)
    const left = await readdir(dirname(entry))
    expect(left.filter((name) => name.includes('aside'))).toEqual([
      'activitywatch-v2-golden-1-schema4.aside-new',
    ])
    expect(await listSnapshots(cacheDirectory)).toHaveLength(1)
  })

  it('says that the disk is full and leaves nothing that could be taken for a snapshot', async () => {
    const cache = await openTemporaryDirectory()
    const script = `
      import { makeSnapshot } from '${new URL('make-snapshot.ts', import.meta.url).href}'
      try { await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory: process.argv[1] }) }
      catch (error) { process.stdout.write(error.name + ': ' + error.message) }`
    // Files may not grow beyond 100 blocks of 1 KiB there; the snapshot needs 240.
    const limited = `ulimit -f 100; trap '' XFSZ; exec "$0" --input-type=module -e "$1" "$2"`
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      limited,
      process.execPath,
      script,
      cache,
    ])
    expect(stdout).toMatch(/^MeasurementError: Expected room for .*the disk is full/)
    expect(await readdir(join(cache, 'snapshots'))).toEqual([])
  })

  it('refuses seeds that cannot be part of a directory name', async () => {
    const cache = await openTemporaryDirectory()
    for (const seed of ['', '../x', 'A', 'x'.repeat(65)])
      await expect(makeTiny(cache, { seed })).rejects.toThrow(UsageError)
  })

  it('refuses a cache directory that cannot be one', async () => {
    const file = join(await openTemporaryDirectory(), 'file')
    await writeFile(file, '')
    await expect(makeTiny(file)).rejects.toThrow(/cache directory that can be written.*ENOTDIR/)
  })
})

describe('listSnapshots', () => {
  it('is empty before anything was made', async () => {
    expect(await listSnapshots(await openTemporaryDirectory())).toEqual([])
  })
})
