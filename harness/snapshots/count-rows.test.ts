import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { copySnapshot } from './copy-snapshot.ts'
import { countRows, countRowsOfCopy, type RowCount } from './count-rows.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'

const WINDOW = 'aw-watcher-window_heartbench-desktop'

async function openCopy() {
  const cacheDirectory = await openTemporaryDirectory()
  const snapshot = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory })
  return { snapshot, copy: await copySnapshot(snapshot, join(cacheDirectory, 'copy')) }
}

function countsOf(count: RowCount) {
  if (count.state !== 'counted') throw new Error(count.why)
  return count.counts
}

describe('counting rows', () => {
  it('agrees with the manifest and leaves the snapshot as it is', async () => {
    const { snapshot } = await openCopy()
    const before = await readFile(snapshot.path)
    const counts = countsOf(await countRows(snapshot.path))
    for (const { id, events } of snapshot.manifest!.buckets)
      expect(counts.get(id)!.rows).toBe(events)
    expect((await readFile(snapshot.path)).equals(before)).toBe(true)
  })

  it('sees what is still in the write-ahead log, and what changed in its place', async () => {
    const { snapshot, copy } = await openCopy()
    const server = new Database(copy.path)
    server.pragma('journal_mode = WAL')
    server.exec(`UPDATE events SET endtime = endtime + 1000000 WHERE id = 1`)
    const [before, after] = [await countRows(snapshot.path), await countRowsOfCopy(copy.path)]
    server.close()
    const changed = [...countsOf(after)].filter(
      ([id, rows]) => rows.durationUs !== countsOf(before).get(id)!.durationUs,
    )
    expect(changed).toHaveLength(1)
    expect(countsOf(after).get(WINDOW)!.rows).toBe(countsOf(before).get(WINDOW)!.rows)
  })

  it('gives a reason when a server left something else behind', async () => {
    const { copy } = await openCopy()
    const server = new Database(copy.path)
    server.exec('DROP TABLE events')
    server.close()
    expect(await countRowsOfCopy(copy.path)).toMatchObject({
      why: expect.stringMatching(/not those of ActivityWatch/),
    })
    await writeFile(copy.path, 'scribbled')
    expect(await countRowsOfCopy(copy.path)).toMatchObject({
      why: expect.stringMatching(/cannot be read/),
    })
  })
})
