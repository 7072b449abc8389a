import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { expect, it } from 'vitest'

import { measureIndexBytes } from './index-bytes.ts'
import { openTemporaryDirectory } from './temporary-directory.stand-in.ts'

const TABLE = `
  CREATE TABLE items (id INTEGER PRIMARY KEY, at INTEGER);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO items SELECT i, i FROM n;`
const PAGE_BYTES = 4096

async function openDatabase() {
  const directory = await openTemporaryDirectory()
  const path = join(directory, 'items.db')
  const database = new Database(path)
  database.exec(TABLE)
  return { directory, path, database }
}

it('counts the pages of indexes and of nothing else, and knows a database without any', async () => {
  const { path, database } = await openDatabase()
  expect(measureIndexBytes(path)).toBe(0)
  const pages = () => Number(database.pragma('page_count', { simple: true }))
  const before = pages()
  database.exec('CREATE INDEX items_at ON items(at)')
  const added = pages() - before
  expect(added).toBeGreaterThan(1)
  database.close()
  expect(measureIndexBytes(path)).toBe(added * PAGE_BYTES)
})

it('counts what is only in the write-ahead log that a server left behind', async () => {
  const { path, database } = await openDatabase()
  database.pragma('journal_mode = WAL')
  database.exec('CREATE INDEX items_at ON items(at)')
  const bytes = measureIndexBytes(path)
  database.close()
  expect(bytes).toBeGreaterThan(PAGE_BYTES)
})

it('leaves a copy in WAL mode as it was, with nothing beside it', async () => {
  const { directory, path, database } = await openDatabase()
  database.pragma('journal_mode = WAL')
  database.close()
  const before = await readFile(path)
  expect(measureIndexBytes(path)).toBe(0)
  expect((await readFile(path)).equals(before)).toBe(true)
  expect(await readdir(directory)).toEqual(['items.db'])
})

it('knows nothing of what is no SQLite database, is damaged, empty or gone', async () => {
  const { directory, path, database } = await openDatabase()
  database.exec('CREATE INDEX items_at ON items(at)')
  database.close()
  const bytes = await readFile(path)
  await writeFile(path, bytes.fill(0x5a, PAGE_BYTES))
  expect(measureIndexBytes(path)).toBeUndefined()
  const other = join(directory, 'other.json')
  for (const text of ['{"items": []}', '']) {
    await writeFile(other, text)
    expect(measureIndexBytes(other)).toBeUndefined()
    expect(await readFile(other, 'utf8')).toBe(text)
  }
  expect(measureIndexBytes(join(directory, 'gone.db'))).toBeUndefined()
})
