// Ready, first answer and migrated are different instants: seen on servers whose behaviour is known.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { describeNote } from '../core/notes.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { openRun } from '../targets/runs.ts'
import type { Run } from '../targets/run.ts'
import { expectedSchema } from './known-schemas.ts'
import { composeTarget } from './session-target.ts'
import type { SessionTarget } from './session-target.ts'
import { startAll } from './subjects.ts'
import { stopAll } from './stop-subjects.ts'
import type { StopOptions, Stopped } from './stop-subjects.ts'
import { lifeCycleNotes } from './unit-notes.ts'

const SERVERS = join(import.meta.dirname, '..', 'e2e', 'servers')

let folder: string
let run: Run
let snapshot: Snapshot
let starts = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-migration-'))
  snapshot = makeSnapshot(join(folder, 'golden.db'))
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(async () => {
  run = await openRun({ cacheDirectory: join(folder, 'cache') })
})
afterEach(() => run.close())

function makeSnapshot(path: string): Snapshot {
  const database = new Database(path)
  database.exec(`
    CREATE TABLE items (start INTEGER, end INTEGER);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    INSERT INTO items SELECT i, i + 10 FROM n;
    CREATE INDEX by_start ON items(start);
    CREATE INDEX by_end ON items(end);
    PRAGMA user_version = 1`)
  database.close()
  const { size: bytes } = statSync(path)
  return { name: 'golden', path, bytes, manifest: undefined, facts: undefined }
}

function target(server: string, options: readonly string[] = [], more: object = {}): SessionTarget {
  const start = ['node', join(SERVERS, `${server}.mjs`), '--port', '{port}', ...options]
  const ready = { path: '/', timeoutMs: 3000 }
  const scenarios = [{ name: 'items', requests: [{ path: '/items' }] }]
  const build = { key: '', directory: folder, commit: 'c', shortId: 'c', subject: 's' }
  return composeTarget(parseConfig('FILE', { start, ready, scenarios, ...more }), {
    name: { label: 'new', ref: 'new' },
    build: { ...build, committedAt: '', dirty: false, reused: false, logFile: '' },
    role: 'candidate',
    faults: [],
    environment: { PATH: process.env['PATH'] },
  })
}
const migrating = (...options: string[]) => target('migrates-late', ['--db', '{db}', ...options])
/** Waited for no longer than this. */
const IMPATIENT = { ready: { path: '/', timeoutMs: 1000 } }

/** A unit's start and end; for load a request to /items, and then until the server says that it has migrated. */
async function live(one: SessionTarget, options: StopOptions = {}): Promise<Stopped> {
  const [running] = await startAll([one], {
    owner: run,
    placement: { state: 'free', why: 'tests do not need it' },
    snapshot,
    seed: 'seed',
    name: `start-${++starts}`,
    signal: new AbortController().signal,
    onStart: () => {},
  })
  const ask = async (path: string) => (await fetch(running!.process.origin + path)).status
  await ask('/items')
  await expect.poll(() => ask('/migrated')).toBe(200)
  const [stopped] = await stopAll([running!], options)
  return stopped!
}

const notesOf = (stopped: Stopped) => lifeCycleNotes([stopped], 3).map(describeNote)

it('a server may accept connections long before it answers', async () => {
  const { lifecycle } = await live(target('accepts-early'))
  expect(lifecycle.readyMs - lifecycle.acceptsMs!).toBeGreaterThan(200)
  expect(lifecycle).not.toHaveProperty('migratedMs')
})

const LATE =
  /"new" changed its database's schema when the load of unit 3 had begun: when it was migrated is not known/

describe.each(['delete', 'wal'])('a server that migrates after it is ready (%s)', (journal) => {
  it('is waited for once it is known to do so, and its time is that of the migration', async () => {
    const one = migrating('--journal', journal)
    const first = await live(one)
    expect(first.lifecycle).not.toHaveProperty('migratedMs')
    expect(notesOf(first)).toEqual([expect.stringMatching(LATE)])
    const second = await live(one)
    expect(notesOf(second)).toEqual([])
    expect(second.lifecycle.migratedMs! - second.lifecycle.readyMs).toBeGreaterThan(100)
  })
})

describe('the pages of a migration', () => {
  /** Of the second start, whose migration is waited for. */
  async function secondOf(one: SessionTarget) {
    await live(one)
    return (await live(one)).lifecycle
  }

  it('that drops first are used again: the file keeps its size', async () => {
    const second = await secondOf(migrating())
    expect(second.databaseBytesMigrated).toBe(second.databaseBytesBefore)
    expect([second.freeBytesBefore! > 0, second.freeBytesMigrated! > 0]).toEqual([false, true])
  })

  it('that drops last lie free in a file that has grown', async () => {
    const second = await secondOf(migrating('--keep-first'))
    expect(second.databaseBytesMigrated!).toBeGreaterThan(second.databaseBytesBefore!)
    expect(second.freeBytesMigrated!).toBeGreaterThan(100_000)
    expect(second.freeBytesAfter).toBe(second.freeBytesMigrated)
  })
})

it('a server that migrates only under load is waited for once, in vain', async () => {
  const one = target('migrates-late', ['--db', '{db}', '--when-asked'], IMPATIENT)
  const said = [await live(one), await live(one), await live(one)]
  for (const stopped of said) {
    expect(stopped.lifecycle).not.toHaveProperty('migratedMs')
    expect(notesOf(stopped)).toEqual([expect.stringMatching(LATE)])
  }
  expect(expectedSchema(one)).toBeUndefined()
})

it('a path that tells the end of the migration is believed, and waited for from the first start on', async () => {
  const options = ['--db', '{db}']
  const stopped = await live(target('migrates-late', options, { migrated: { path: '/migrated' } }))
  expect(stopped.lifecycle.migratedMs! - stopped.lifecycle.readyMs).toBeGreaterThan(100)
  expect(stopped.lifecycle.databaseBytesMigrated).toBeGreaterThan(0)
  expect(notesOf(stopped)).toEqual([])
})

it('a server that never migrates has no time for it, and nobody waits', async () => {
  const one = target('starts-only-once', ['--db', '{db}'])
  for (const { lifecycle } of [await live(one), await live(one)]) {
    expect(lifecycle).not.toHaveProperty('migratedMs')
    expect(lifecycle).not.toHaveProperty('databaseBytesMigrated')
    expect([lifecycle.freeBytesBefore, lifecycle.freeBytesAfter]).toEqual([0, 0])
  }
})

describe('the second start', () => {
  it('finds the database that the first one has migrated', async () => {
    const { lifecycle } = await live(migrating(), { restart: true })
    expect(lifecycle.restartReadyMs).toBeGreaterThan(0)
    expect(lifecycle).not.toHaveProperty('restartFirstAnswerMs')
  })

  it('tells the first answer where a path for it is named', async () => {
    const one = target('accepts-early', ['--delay', '20'], { firstAnswer: { path: '/items' } })
    const { restartReadyMs, restartFirstAnswerMs } = (await live(one, { restart: true })).lifecycle
    expect(restartFirstAnswerMs!).toBeGreaterThanOrEqual(restartReadyMs!)
  })

  it('that fails is told, and is no number', async () => {
    const stopped = await live(target('starts-only-once', ['--db', '{db}']), { restart: true })
    expect(stopped.lifecycle).not.toHaveProperty('restartReadyMs')
    expect(notesOf(stopped)).toEqual([
      '"new" did not start a second time on the database it had used in unit 3: The server ended with code 4 before it was ready. Its last lines tell why.',
    ])
  })
})
