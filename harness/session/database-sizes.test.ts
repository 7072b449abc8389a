import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseBytes, indexBytesAfter, sizesBefore } from './database-sizes.ts'

const PAGE_BYTES = 4096

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-sizes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('tells file and indexes of a database that a server gave another index', async () => {
  const path = join(folder, 'snapshot.db')
  const server = new Database(path)
  server.exec('CREATE TABLE items (at INTEGER); CREATE INDEX one ON items(at)')
  const bytes = 3 * PAGE_BYTES
  expect(sizesBefore({ path, method: 'copy', bytes })).toEqual({
    databaseBytesBefore: bytes,
    indexBytesBefore: PAGE_BYTES,
  })
  server.exec('CREATE INDEX two ON items(at)')
  server.close()
  expect(await databaseBytes(path)).toBe(4 * PAGE_BYTES)
  expect(indexBytesAfter(path)).toEqual({ indexBytesAfter: 2 * PAGE_BYTES })
})

it('counts the file with its write-ahead log', async () => {
  const path = join(folder, 'snapshot.db')
  const server = new Database(path)
  server.exec('PRAGMA journal_mode = WAL; CREATE TABLE items (at INTEGER)')
  const bytes = await databaseBytes(path)
  expect(indexBytesAfter(path)).toEqual({ indexBytesAfter: 0 })
  server.close()
  expect(bytes).toBeGreaterThan(2 * PAGE_BYTES)
})

it('knows no indexes of a file of another kind, and nothing without a database', async () => {
  const path = join(folder, 'snapshot.json')
  writeFileSync(path, '{}')
  expect(sizesBefore({ path, method: 'copy', bytes: 2 })).toEqual({ databaseBytesBefore: 2 })
  expect(await databaseBytes(path)).toBe(2)
  expect(indexBytesAfter(path)).toEqual({})
  expect([sizesBefore(undefined), indexBytesAfter(undefined)]).toEqual([{}, {}])
})
