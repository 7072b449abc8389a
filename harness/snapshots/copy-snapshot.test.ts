import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { MeasurementError, UsageError } from '../core/errors.ts'
import { copySnapshot } from './copy-snapshot.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { openSnapshotFile } from './open-snapshot-file.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'

async function makeTiny() {
  const directory = await openTemporaryDirectory()
  const snapshot = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory: directory })
  return { directory, snapshot }
}

describe('copySnapshot', () => {
  it('gives every process a file of its own with the same bytes', async () => {
    const { directory, snapshot } = await makeTiny()
    const first = await copySnapshot(snapshot, join(directory, 'first'))
    const second = await copySnapshot(snapshot, join(directory, 'second', 'deeper'))
    await writeFile(first.path, 'changed by a process')
    expect(await readFile(second.path)).toEqual(await readFile(snapshot.path))
    expect(second.bytes).toBe(snapshot.bytes)
    expect(['reflink', 'copy']).toContain(second.method)
  })

  it('keeps the extension of a named file, which servers may go by', async () => {
    const directory = await openTemporaryDirectory()
    await writeFile(join(directory, 'my data.json'), '{}')
    const snapshot = await openSnapshotFile(join(directory, 'my data.json'))
    const copy = await copySnapshot(snapshot, join(directory, 'copy'))
    expect(copy.path).toBe(join(directory, 'copy', 'snapshot.json'))
    expect(await readFile(copy.path, 'utf8')).toBe('{}')
  })

  it('never overwrites', async () => {
    const { directory, snapshot } = await makeTiny()
    await copySnapshot(snapshot, join(directory, 'copy'))
    await expect(copySnapshot(snapshot, join(directory, 'copy'))).rejects.toThrow(UsageError)
  })

  it('says when the snapshot is gone', async () => {
    const { directory, snapshot } = await makeTiny()
    await rm(snapshot.path)
    await expect(copySnapshot(snapshot, join(directory, 'copy'))).rejects.toThrow(/is gone/)
  })

  it('refuses a copy that is not whole and removes it', async () => {
    const { directory, snapshot } = await makeTiny()
    await truncate(snapshot.path, snapshot.bytes - 4_096)
    await expect(copySnapshot(snapshot, join(directory, 'copy'))).rejects.toThrow(MeasurementError)
    expect(await readdir(join(directory, 'copy'))).toEqual([])
  })
})
