import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { UsageError } from '../core/errors.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { snapshotFacts } from './manifest.ts'
import { openSnapshotFile } from './open-snapshot-file.ts'
import { createTables } from './schema.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'

async function writeSmallDatabase(
  name: string,
  sql: string,
  { tables = true } = {},
): Promise<string> {
  const path = join(await openTemporaryDirectory(), name)
  const database = new Database(path)
  if (tables) createTables(database, 4)
  database.exec(sql)
  database.close()
  return path
}

describe('openSnapshotFile', () => {
  it('derives the facts that the manifest has', async () => {
    const directory = await openTemporaryDirectory()
    const made = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory: directory })
    const opened = await openSnapshotFile(made.path, { expect: 'activitywatch' })
    expect(opened.facts).toEqual(snapshotFacts(made.manifest!))
    expect(opened).toMatchObject({ name: 'snapshot.db', path: made.path, bytes: made.bytes })
  })

  it('keeps nanoseconds and empty buckets', async () => {
    const path = await writeSmallDatabase(
      'real.db',
      `INSERT INTO buckets (name, type, client, hostname, created) VALUES ('b', 't', 'c', 'h', ''), ('e', 't', 'c', 'h', '');
       INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, 1700000000123456789, 1700000001000000000, '{}');`,
    )
    const bucket = { type: 't', hostname: 'h' }
    const range = { start: '2023-11-14T22:13:20.123456789Z', end: '2023-11-14T22:13:21Z' }
    expect((await openSnapshotFile(path)).facts).toEqual({
      ...range,
      buckets: [
        { ...bucket, id: 'b', events: 1, ...range },
        { ...bucket, id: 'e', events: 0, start: null, end: null },
      ],
    })
  })

  it('leaves nothing beside a database in WAL mode', async () => {
    const path = await writeSmallDatabase('wal.db', 'PRAGMA journal_mode = WAL')
    await openSnapshotFile(path)
    expect(await readdir(join(path, '..'))).toEqual(['wal.db'])
  })

  it('refuses a database that a server is writing to', async () => {
    const path = await writeSmallDatabase('live.db', '')
    await writeFile(`${path}-wal`, 'pages that are not in the database yet')
    await expect(openSnapshotFile(path)).rejects.toThrow(/at rest.*stop the server/)
  })

  it('takes any other file without facts, unless an ActivityWatch database is expected', async () => {
    const other = await writeSmallDatabase('other.db', 'CREATE TABLE buckets (x)', {
      tables: false,
    })
    const text = join(other, '..', 'data.json')
    await writeFile(text, '{}')
    for (const path of [other, text]) {
      expect((await openSnapshotFile(path)).facts).toBeUndefined()
      await expect(openSnapshotFile(path, { expect: 'activitywatch' })).rejects.toThrow(UsageError)
    }
  })

  it('says what is wrong with a file that cannot be one', async () => {
    const directory = await openTemporaryDirectory()
    const path = (name: string) => join(directory, name)
    await writeFile(path('empty.db'), '')
    await mkdir(path('folder'))
    await expect(openSnapshotFile(path('absent'))).rejects.toThrow(/cannot be read \(ENOENT\)/)
    await expect(openSnapshotFile(path('empty.db'))).rejects.toThrow(/is empty/)
    await expect(openSnapshotFile(path('folder'))).rejects.toThrow(/not a file/)
  })

  it('refuses a damaged database, cut off or scribbled over', async () => {
    const cut = await writeSmallDatabase('cut.db', '')
    await truncate(cut, 4_096)
    await expect(openSnapshotFile(cut)).rejects.toThrow(
      /damaged SQLite database: expected \d+ bytes/,
    )
    await truncate(cut, 60)
    await expect(openSnapshotFile(cut)).rejects.toThrow(/header is cut off/)
    const scribbled = await writeSmallDatabase('scribbled.db', '')
    const database = new Database(scribbled)
    database.unsafeMode(true)
    database.exec(
      `PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABL' WHERE name = 'events'`,
    )
    database.close()
    await expect(openSnapshotFile(scribbled)).rejects.toThrow(/damaged SQLite database: malformed/)
  })
})
