import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fileSystemOf, readDisk, timeSyncs } from './disk.ts'
import { systemOf } from './testing-files.ts'

const MOUNTINFO = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard',
  '40 22 0:33 / /tmp rw,nosuid shared:7 - tmpfs tmpfs rw,size=1g',
  String.raw`41 22 0:40 / /mnt/my\040disk rw shared:8 - nfs4 host:/x rw`,
  '42 22 0:41 / /data rw - ext4 /dev/vdb rw',
  '43 22 0:42 / /data rw master:3 propagate_from:2 - overlay overlay rw',
].join('\n')
const read = systemOf({ '/proc/self/mountinfo': MOUNTINFO })

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

describe('the file system of a path', () => {
  it('is that of the deepest mount above it', () => {
    expect(fileSystemOf('/home/me/cache', read)).toBe('ext4')
    expect(fileSystemOf('/tmp', read)).toBe('tmpfs')
    expect(fileSystemOf('/tmpfs-is-elsewhere', read)).toBe('ext4')
    expect(fileSystemOf('/mnt/my disk/a', read)).toBe('nfs4')
  })

  it('is the one mounted last where two are mounted', () => {
    expect(fileSystemOf('/data/a', read)).toBe('overlay')
  })

  it('is not known where the system does not tell', () => {
    expect(fileSystemOf('/tmp', systemOf({}))).toBeUndefined()
  })
})

describe('a disk', () => {
  it('has room, and syncs appends to a file that is gone afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disk-'))
    folders.push(folder)
    expect((await readDisk(folder)).freeBytes).toBeGreaterThan(0)
    const limits = { appends: 3, budgetMs: 10_000 }
    const timesMs = await timeSyncs(folder, limits, new AbortController().signal)
    expect(timesMs).toHaveLength(3)
    await expect(timeSyncs(folder, limits, AbortSignal.abort())).rejects.toThrow('aborted')
    expect(readdirSync(folder)).toEqual([])
  })
})
