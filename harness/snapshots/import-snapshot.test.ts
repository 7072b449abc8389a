import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'

import { importSnapshot } from './import-snapshot.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'

async function openCase() {
  const directory = await openTemporaryDirectory()
  const cacheDirectory = join(directory, 'cache')
  const made = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory })
  const importFile = (path: string, more: { name?: string; anonymise?: boolean } = {}) =>
    importSnapshot({ path, name: undefined, anonymise: false, cacheDirectory, ...more })
  const left = () => readdir(join(cacheDirectory, 'snapshots'))
  return { directory, cacheDirectory, made, importFile, left }
}

/** Writes two events in every transaction, as fast as it can, until it is killed. */
const WRITER = `
  import Database from '${new URL('../../node_modules/better-sqlite3/lib/index.js', import.meta.url).href}'
  const database = new Database(process.argv[1])
  database.pragma('journal_mode = ' + process.argv[2])
  database.pragma('synchronous = OFF')
  const insert = database.prepare(
    "INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, ?, ?, '{}')")
  const pair = database.transaction((n) => { insert.run(n, n); insert.run(n, n) })
  for (let n = 1; ; n++) {
    pair(BigInt(n))
    if (n === 20) process.stdout.write('writing')
  }`

type Writer = ChildProcessByStdio<null, Readable, null>

async function startWriter(path: string, journal: 'wal' | 'delete'): Promise<Writer> {
  const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path, journal], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void writer.kill('SIGKILL'))
  await once(writer.stdout, 'data')
  return writer
}

describe('importSnapshot', () => {
  it.each(['wal', 'delete'] as const)(
    'takes one moment of a database while another process writes to it (%s)',
    async (journal) => {
      const { made, importFile, left } = await openCase()
      const writer = await startWriter(made.path, journal)
      const imported = await importFile(made.path, { name: 'live' })
      expect(writer.exitCode).toBeNull()
      const { manifest } = imported
      expect(manifest!.events).toBeGreaterThanOrEqual(1_090 + 40)
      expect(manifest!.events % 2).toBe(0)
      expect(manifest).toMatchObject({
        schema: 4,
        origin: { kind: 'import', from: 'activitywatch', anonymised: false, skipped: 0 },
      })
      const database = new Database(imported.path, { readonly: true })
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(database.pragma('journal_mode', { simple: true })).toBe('delete')
      database.close()
      expect(await left()).toContain('live')
      expect((await left()).filter((name) => name.includes('aside'))).toEqual([])
    },
  )

  it('copies the rows of a database at rest as they are, in either journal mode', async () => {
    const { made, importFile } = await openCase()
    const plain = await importFile(made.path)
    expect(plain.name).toBe(`import-${made.manifest!.logicalDigest.slice(0, 12)}`)
    expect(plain.manifest!.logicalDigest).toBe(made.manifest!.logicalDigest)
    // The header counts changes and versions of its own.
    const pages = async (path: string) => (await readFile(path)).subarray(100)
    expect((await pages(plain.path)).equals(await pages(made.path))).toBe(true)
    const database = new Database(made.path)
    database.pragma('journal_mode = WAL')
    database.close()
    const logged = await importFile(made.path, { name: 'logged' })
    expect(logged.manifest!.logicalDigest).toBe(made.manifest!.logicalDigest)
    expect(await readdir(join(made.path, '..'))).toEqual(['manifest.json', 'snapshot.db'])
  })

  it('takes the rows that a killed server left in its write-ahead log', async () => {
    const { made, importFile } = await openCase()
    const writer = await startWriter(made.path, 'wal')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const before = await readFile(made.path)
    expect((await importFile(made.path, { name: 'killed' })).manifest!.events).toBeGreaterThan(
      1_090,
    )
    expect(await readFile(made.path)).toEqual(before)
  })

  it('converts the database of the Python server', async () => {
    const { directory, importFile } = await openCase()
    const path = join(directory, 'peewee-sqlite.v2.db')
    const python = new Database(path)
    python.exec(PYTHON_TABLES)
    python.close()
    const imported = await importFile(path, { name: 'python' })
    expect(imported.manifest!.origin).toMatchObject({ from: 'python', skipped: 3 })
    const database = new Database(imported.path, { readonly: true })
    database.defaultSafeIntegers(true)
    expect(database.pragma('user_version', { simple: true })).toBe(4n)
    expect(database.prepare('SELECT * FROM buckets').raw().all()).toEqual([
      [
        1n,
        'aw-watcher-window_h',
        'currentwindow',
        'aw',
        'h',
        '2025-05-28 06:41:12.518273+00:00',
        '{}',
        '{}',
      ],
      [7n, 'empty', 't', 'c', '', '2025-05-28 04:41:12+00:00', '{}', '{}'],
    ])
    expect(database.prepare('SELECT * FROM events').raw().all()).toEqual([
      [3n, 1n, 1748414472518273000n, 1748414473752840000n, '{"10":2,"9":[{"a":"é","b":1.5}]}'],
      [4n, 1n, 1748414480000000000n, 1748414480000000000n, '{}'],
    ])
    database.close()
  })

  it('refuses what it cannot use and says why, and the file stays as it was', async () => {
    const { directory, made, importFile, left } = await openCase()
    const path = (name: string) => join(directory, name)
    const write = async (name: string, change: (database: Database.Database) => void) => {
      await writeFile(path(name), await readFile(made.path))
      const database = new Database(path(name))
      change(database)
      database.close()
    }
    await writeFile(path('text.db'), 'no database at all')
    await writeFile(path('cut.db'), (await readFile(made.path)).subarray(0, 100_000))
    await write('newer.db', (database) => database.pragma('user_version = 6'))
    await write('none.db', (database) => database.exec('DELETE FROM events'))
    await write('foreign.db', (database) =>
      database.exec('DROP TABLE key_value; ALTER TABLE events RENAME TO notes'),
    )
    const scribbled = await readFile(made.path)
    scribbled.fill(0x5a, 8_192, 40_000)
    await writeFile(path('scribbled.db'), scribbled)
    const files = ['text.db', 'cut.db', 'newer.db', 'none.db', 'foreign.db', 'scribbled.db']
    const before = await Promise.all(files.map((name) => readFile(path(name))))
    await expect(importFile(path('absent.db'))).rejects.toThrow(/cannot be read \(ENOENT\)/)
    await expect(importFile(directory)).rejects.toThrow(/is not a file/)
    await expect(importFile(path('text.db'))).rejects.toThrow(/does not begin like one/)
    await expect(importFile(path('cut.db'))).rejects.toThrow(/is damaged/)
    await expect(importFile(path('newer.db'))).rejects.toThrow(/version 1 to 5.*has 6/)
    await expect(importFile(path('none.db'))).rejects.toThrow(/at least one event/)
    await expect(importFile(path('foreign.db'))).rejects.toThrow(/has other tables/)
    await expect(importFile(path('scribbled.db'))).rejects.toThrow(/is damaged/)
    await truncate(path('cut.db'), 50)
    await expect(importFile(path('cut.db'))).rejects.toThrow(/header is cut off/)
    const after = await Promise.all(files.map((name) => readFile(path(name))))
    expect(after.filter((_, i) => i !== 1)).toEqual(before.filter((_, i) => i !== 1))
    expect(await left()).toEqual(['activitywatch-v2-tiny-1-schema4'])
    expect((await readdir(directory)).toSorted()).toEqual([...files, 'cache'].toSorted())
  })

  it('gives no name twice and none that means something else', async () => {
    const { made, importFile } = await openCase()
    await importFile(made.path, { name: 'mine' })
    for (const [name, reason] of [
      ['mine', /there is a snapshot "mine"/],
      ['tiny', /that is no scale/],
      ['../up', /lower-case letters/],
    ] as const)
      await expect(importFile(made.path, { name })).rejects.toThrow(reason)
  })

  it('imports the same rows once', async () => {
    const { made, importFile, left } = await openCase()
    const [first, second] = await Promise.all([importFile(made.path), importFile(made.path)])
    expect(second).toEqual(first)
    expect(await left()).toHaveLength(2)
    expect((await stat(first.path)).size).toBe(made.bytes)
  })
})

const PYTHON_TABLES = `
  CREATE TABLE bucketmodel (key INTEGER NOT NULL PRIMARY KEY, id VARCHAR(255) NOT NULL, created DATETIME NOT NULL,
    name VARCHAR(255), type VARCHAR(255) NOT NULL, client VARCHAR(255) NOT NULL, hostname VARCHAR(255) NOT NULL,
    datastr VARCHAR(255));
  CREATE TABLE eventmodel (id INTEGER NOT NULL PRIMARY KEY, bucket_id INTEGER NOT NULL, timestamp DATETIME NOT NULL,
    duration DECIMAL(10, 5) NOT NULL, datastr VARCHAR(255) NOT NULL,
    FOREIGN KEY (bucket_id) REFERENCES bucketmodel (key));
  PRAGMA foreign_keys = OFF;
  INSERT INTO bucketmodel VALUES
    (1, 'aw-watcher-window_h', '2025-05-28 06:41:12.518273+00:00', NULL, 'currentwindow', 'aw', 'h', '{}'),
    (7, 'empty', '2025-05-28T06:41:12+02:00', NULL, 't', 'c', '', NULL);
  INSERT INTO eventmodel VALUES
    (3, 1, '2025-05-28 06:41:12.518273+00:00', 1.234567, '{"9": [{"b": 1.5, "a": "\\u00e9"}], "10": 2}'),
    (4, 1, '2025-05-28 06:41:20', 0, '{}'),
    (5, 1, '2025-05-28 06:41:20', 0, '{"half'),
    (6, 1, 'yesterday', 0, '{}'),
    (8, 99, '2025-05-28 06:41:20', 0, '{}');`
