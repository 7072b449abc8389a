import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { findSnapshot } from './find-snapshot.ts'
import { inspectSnapshot } from './inspect-snapshot.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { openSnapshotFile } from './open-snapshot-file.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'
import { verifySnapshot } from './verify-snapshot.ts'

async function makeTiny() {
  const cacheDirectory = await openTemporaryDirectory()
  const snapshot = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory })
  return { cacheDirectory, snapshot }
}

describe('inspectSnapshot', () => {
  it('accounts for every byte, event and text', async () => {
    const { snapshot } = await makeTiny()
    const inspection = await inspectSnapshot(snapshot)
    const { objects, pages, buckets } = inspection
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
    expect(sum(objects!.map(({ bytes }) => bytes)) + pages.free * pages.bytes).toBe(snapshot.bytes)
    expect(pages.count * pages.bytes).toBe(snapshot.bytes)
    expect(objects).toContainEqual(
      expect.objectContaining({ name: 'events_bucketrow_index', kind: 'index' }),
    )
    expect(sum(buckets.map(({ events }) => events))).toBe(1_090)
    expect(inspection).toMatchObject({ schema: 4, events: 1_090, manifest: snapshot.manifest })
    const afk = buckets.find(({ type }) => type === 'afkstatus')!
    expect(afk.distinctTexts).toBe(2)
    expect(inspection.distinctTexts).toBeLessThanOrEqual(sum(buckets.map((b) => b.distinctTexts)))
    expect(buckets[0]).toMatchObject({ start: snapshot.manifest!.buckets[0]!.start })
  })

  it('leaves a file of the user as it is, in WAL mode too', async () => {
    const { snapshot } = await makeTiny()
    const database = new Database(snapshot.path)
    database.pragma('journal_mode = WAL')
    database.close()
    const before = await readFile(snapshot.path)
    const opened = await openSnapshotFile(snapshot.path)
    expect((await inspectSnapshot(opened)).events).toBe(1_090)
    expect(await verifySnapshot(opened)).toEqual([])
    expect((await readFile(snapshot.path)).equals(before)).toBe(true)
    expect(await readdir(dirname(snapshot.path))).toEqual(['manifest.json', 'snapshot.db'])
  })

  it('refuses a file that is no ActivityWatch database', async () => {
    const path = join(await openTemporaryDirectory(), 'data.json')
    await writeFile(path, '{}')
    await expect(inspectSnapshot(await openSnapshotFile(path))).rejects.toThrow(/but .* is none/)
  })
})

describe('verifySnapshot', () => {
  it('finds nothing wrong with what was just made', async () => {
    const { snapshot } = await makeTiny()
    expect(await verifySnapshot(snapshot)).toEqual([])
  })

  it('notices a changed byte that the quick look cannot', async () => {
    const { snapshot } = await makeTiny()
    const bytes = await readFile(snapshot.path)
    bytes[bytes.length - 1]! ^= 1
    await writeFile(snapshot.path, bytes)
    expect((await verifySnapshot(snapshot)).join()).toMatch(/SHA-256/)
  })

  it('notices scribbled pages, a row more, and a file that grew', async () => {
    const { snapshot } = await makeTiny()
    const original = await readFile(snapshot.path)
    const scribbled = Buffer.from(original).fill(0x5a, 8_192, 40_000)
    await writeFile(snapshot.path, scribbled)
    expect((await verifySnapshot(snapshot)).join()).toMatch(/it is damaged/)
    await writeFile(snapshot.path, original)
    const database = new Database(snapshot.path)
    database.exec(`INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, 1, 1, '{}')`)
    database.close()
    const problems = (await verifySnapshot(snapshot)).join('\n')
    expect(problems).toMatch(/expected events 1090, got 1091/)
    expect(problems).toMatch(/rows with the digest/)
    await appendFile(snapshot.path, 'x')
    expect((await verifySnapshot(snapshot)).length).toBeGreaterThan(0)
  })
})

describe('findSnapshot', () => {
  it('finds a snapshot by its name, a file by its path, and lists what there is', async () => {
    const { cacheDirectory, snapshot } = await makeTiny()
    const find = (named: string) =>
      findSnapshot(named, { cacheDirectory, directory: cacheDirectory })
    expect(await find(snapshot.name)).toEqual(snapshot)
    const path = join('snapshots', snapshot.name, 'snapshot.db')
    expect(await find(path)).toMatchObject({ path: snapshot.path, facts: snapshot.facts })
    await expect(find('nothing')).rejects.toThrow(
      /in the cache \(activity.*snapshot file at .*nothing, found none/,
    )
  })

  it('says what is wrong with a damaged or a newer entry, and leaves it alone', async () => {
    const { cacheDirectory, snapshot } = await makeTiny()
    const find = () => findSnapshot(snapshot.name, { cacheDirectory, directory: cacheDirectory })
    await appendFile(snapshot.path, 'x')
    await expect(find()).rejects.toThrow(/cannot be used \(damaged\): expected \d+ bytes/)
    const manifest = join(dirname(snapshot.path), 'manifest.json')
    await writeFile(manifest, '{"schemaVersion": 3}')
    await expect(find()).rejects.toThrow(/cannot be used \(newer\).*update heartbench/)
    const again = makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory })
    await expect(again).rejects.toThrow(/update heartbench/)
    expect(await readFile(manifest, 'utf8')).toBe('{"schemaVersion": 3}')
  })
})
