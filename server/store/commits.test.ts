import { rmSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../test-server.ts'
import { groupCommits, type Commits } from './commits.ts'

let folder: string
let db: Database
let other: Database
let commits: Commits
const lost: unknown[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
  folder = temporaryFolder()
  db = new SqliteDatabase(join(folder, 'test.db'))
  // Readers of a write-ahead log see what is committed and hold nobody up.
  db.pragma('journal_mode = wal')
  db.exec('CREATE TABLE writes (n INTEGER)')
  other = new SqliteDatabase(join(folder, 'test.db'), { readonly: true })
  commits = groupCommits(db, { onLost: (error) => lost.push(error) })
})
afterEach(() => {
  vi.useRealTimers()
  commits.close()
  db.close()
  other.close()
  rmSync(folder, { recursive: true })
  expect(lost.splice(0)).toEqual([])
})

function write(count: number, force?: boolean): void {
  commits.begin()
  for (let i = 0; i < count; i++) db.exec('INSERT INTO writes VALUES (1)')
  commits.wrote(count, force)
}

const committed = () => other.prepare('SELECT count(*) FROM writes').pluck().get()

describe('group commit', () => {
  it('commits what an idle server holds after 15 seconds', () => {
    write(3)
    vi.advanceTimersByTime(14_999)
    expect(committed()).toBe(0)
    vi.advanceTimersByTime(1)
    expect(committed()).toBe(3)
  })

  it('counts the 15 seconds from the first write, not from the last', () => {
    write(1)
    vi.advanceTimersByTime(10_000)
    write(1)
    vi.advanceTimersByTime(5_000)
    expect(committed()).toBe(2)
    write(1)
    vi.advanceTimersByTime(14_999)
    expect(committed()).toBe(2)
  })

  it('commits a write at once that comes more than 15 seconds after the last commit', () => {
    write(1)
    commits.flush()
    vi.advanceTimersByTime(15_000)
    write(1)
    expect(committed()).toBe(1)
    vi.advanceTimersByTime(1)
    write(1)
    expect(committed()).toBe(3)
    write(1)
    expect(committed()).toBe(3)
  })

  it('commits past a hundred writes, and when it is forced to', () => {
    write(100)
    expect(committed()).toBe(0)
    write(1)
    expect(committed()).toBe(101)
    write(1)
    expect(committed()).toBe(101)
    write(0, true)
    expect(committed()).toBe(102)
  })

  it('commits when it is flushed and when it ends', () => {
    write(1)
    commits.flush()
    expect(committed()).toBe(1)
    write(1)
    commits.close()
    expect(committed()).toBe(2)
  })
})
