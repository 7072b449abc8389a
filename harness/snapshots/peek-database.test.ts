import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPeek } from './peek-database.ts'

const PAGE_BYTES = 4096

let folder: string
let path: string
let server: Database.Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-peek-'))
  path = join(folder, 'snapshot.db')
  server = new Database(path)
})
afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const fill = (rows: number) =>
  server.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO items SELECT i, hex(randomblob(50)) FROM n`)

/** What SQLite itself says, asked by the server's connection. */
const said = () => {
  const [cookie, version, pages, free] = [
    'schema_version',
    'user_version',
    'page_count',
    'freelist_count',
  ].map((name) => Number(server.pragma(name, { simple: true })))
  return {
    schema: `${cookie}/${version}`,
    bytes: pages! * PAGE_BYTES,
    freeBytes: free! * PAGE_BYTES,
  }
}

describe.each(['delete', 'truncate', 'persist', 'wal'])('peeking with journal mode %s', (mode) => {
  beforeEach(() => {
    server.pragma(`journal_mode = ${mode}`)
    server.exec('CREATE TABLE items (at INTEGER, text TEXT)')
  })

  it('tells what SQLite tells, after every change', () => {
    const peek = createPeek(path)
    expect(peek()).toMatchObject(said())
    fill(2000)
    server.exec('CREATE INDEX one ON items(at, text)')
    expect(peek()).toMatchObject(said())
    server.exec('DROP INDEX one')
    server.pragma('user_version = 5')
    expect(peek()).toMatchObject(said())
    expect(peek()!.freeBytes).toBeGreaterThan(10 * PAGE_BYTES)
    expect(createPeek(path)()).toMatchObject(said())
  })

  it('does not take what is not committed for done, even when it has left the cache', () => {
    const peek = createPeek(path)
    const before = peek()!.schema
    server.pragma('cache_size = 2')
    server.exec('BEGIN')
    server.exec('CREATE INDEX one ON items(at, text)')
    server.pragma('user_version = 5')
    fill(2000)
    expect([before, undefined]).toContain(peek()?.schema)
    server.exec('ROLLBACK')
    expect(peek()!.schema).toBe(before)
    server.exec('CREATE TABLE other (at INTEGER)')
    expect(peek()).toMatchObject(said())
    expect(peek()!.schema).not.toBe(before)
  })

  it('follows a log that begins anew', () => {
    const peek = createPeek(path)
    for (let version = 1; version <= 4; version++) {
      server.pragma(`user_version = ${version}`)
      fill(100)
      expect(peek()).toMatchObject(said())
      server.pragma('wal_checkpoint(TRUNCATE)')
      expect(peek()).toMatchObject(said())
    }
  })

  it('does not keep the server from anything', () => {
    const peek = createPeek(path)
    server.exec('BEGIN EXCLUSIVE')
    fill(10)
    peek()
    server.exec('COMMIT')
    expect(peek()).toMatchObject(said())
    expect(server.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

it('sees nothing in a file of another kind, a short one, and none', () => {
  const [other, short] = ['other', 'short'].map((name) => join(folder, name))
  writeFileSync(other!, 'x'.repeat(200))
  writeFileSync(short!, 'SQLite format 3\0')
  for (const each of [other!, short!, join(folder, 'none')])
    expect(createPeek(each)()).toBeUndefined()
})
