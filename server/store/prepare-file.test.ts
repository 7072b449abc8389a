import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveFile, temporaryFolder } from '../test-server.ts'
import { PROFILES } from '../tuning.ts'
import { makeLegacyFile, makeOldFile, OLD_VERSIONS, sqliteFile } from './old-files.ts'
import { fileState } from './file-state.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'test.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const NEWEST = { schema: '5', journal: 'wal' } as const

async function startAndStop(): Promise<{
  error: string
  journalLeft: boolean
  troubles: string[]
}> {
  const server = await serveFile(file)
  const error = await server.running.ready.then(
    () => '',
    (reason: Error) => reason.message,
  )
  await server.close()
  return { error, journalLeft: existsSync(`${file}-wal`), troubles: [...server.troubles] }
}

describe('a database file', () => {
  it.each(OLD_VERSIONS)('of version %i opens, migrates and answers', async (version) => {
    makeOldFile(file, version)
    const server = await serveFile(file)
    const { text } = await server.ask('GET', '/export')
    await server.close()
    const { buckets } = JSON.parse(text)
    if (version > 0) {
      expect(buckets.b).toMatchObject({ id: 'b', created: '2018-01-01T00:00:00Z', data: {} })
      expect(buckets.b.events).toMatchObject([{ id: 1, data: { a: 1 } }])
    } else expect(buckets).toEqual({})
    sqliteFile(file, (db) => expect(db.pragma('user_version', { simple: true })).toBe(5))
  })

  it('of version 4 is not larger when it is 5', async () => {
    makeOldFile(file, 4, 20_000)
    const before = statSync(file).size
    expect(await startAndStop()).toEqual({ error: '', journalLeft: false, troubles: [] })
    expect(statSync(file).size).toBeLessThanOrEqual(before)
  })

  it('leaves no write-ahead log behind a clean shutdown', async () => {
    const server = await serveFile(file)
    await server.ask('POST', '/settings/key', '1')
    expect(existsSync(`${file}-wal`)).toBe(true)
    await server.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
    sqliteFile(file, (db) =>
      expect(db.prepare('SELECT value FROM key_value').pluck().all()).toEqual(['1']),
    )
  })

  it('is opened at once when nothing has to be done', async () => {
    expect(fileState({ file, ...NEWEST })).toBe('new')
    await startAndStop()
    expect(fileState({ file, ...NEWEST })).toBe('ready')
    expect(fileState({ file, schema: '4', journal: 'wal' })).toBe('ready')
    expect(fileState({ file, schema: '5', journal: 'delete' })).toBe('behind')
  })

  it('whose last writer was killed in a transaction is recovered first', async () => {
    makeOldFile(file, 4)
    // A hot journal: the copy of the file has the open transaction's pages in it.
    const copy = `${file}.copy`
    sqliteFile(file, (db) => {
      db.exec(`PRAGMA cache_size = 1; BEGIN; WITH RECURSIVE n(i) AS
        (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO events (bucketrow, starttime, endtime, data) SELECT 1, i, i, '{}' FROM n`)
      writeFileSync(copy, readFileSync(file))
      writeFileSync(`${copy}-journal`, readFileSync(`${file}-journal`))
      db.exec('ROLLBACK')
    })
    file = copy
    const server = await serveFile(file)
    expect((await server.ask('GET', '/buckets/b/events/count')).text).toBe('1')
    await server.close()
  })
})

describe('a file that is refused', () => {
  const refusal = async (): Promise<string> => {
    const before = readFileSync(file)
    const { error } = await startAndStop()
    expect(readFileSync(file).equals(before)).toBe(true)
    return error
  }

  it('may be newer', async () => {
    makeOldFile(file, 5)
    sqliteFile(file, (db) => db.pragma('user_version = 6'))
    expect(await refusal()).toMatch(/schema version 6, this server knows versions up to 5/)
  })

  it('may be no database', async () => {
    writeFileSync(file, 'notes of somebody '.repeat(100))
    expect(await refusal()).toMatch(/is not an SQLite database/)
  })

  it('may be the database of something else', async () => {
    sqliteFile(file, (db) => db.exec('CREATE TABLE recipes (id INTEGER)'))
    expect(await refusal()).toMatch(/not a database of ActivityWatch.*recipes/)
    rmSync(file)
    makeLegacyFile(file)
    expect(await refusal()).toMatch(/not a database of ActivityWatch.*bucketmodel/)
  })

  it.each([4, 5] as const)('may be damaged, at version %i', async (version) => {
    makeOldFile(file, version, 5000)
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 8192, bytes.length - 8192)
    writeFileSync(file, bytes)
    expect(await refusal()).toMatch(/is damaged .*\.recover/)
  })

  it('may be cut off', async () => {
    makeOldFile(file, 4, 5000)
    writeFileSync(file, readFileSync(file).subarray(0, 20_000))
    expect(await refusal()).toMatch(/is damaged/)
  })
})

describe('a migration', () => {
  it('lets /info be answered meanwhile', async () => {
    makeOldFile(file, 4, 200_000)
    const server = await serveFile(file)
    let isReady = false
    const ready = server.running.ready.then(() => (isReady = true))
    expect((await server.ask('GET', '/info')).status).toBe(200)
    expect(isReady).toBe(false)
    const reply = server.ask('GET', '/buckets/b/events/count')
    await ready
    expect((await reply).text).toBe('200001')
    await server.close()
  })

  it('is finished before the server is, when that is stopped meanwhile', async () => {
    makeOldFile(file, 4, 20_000)
    const server = await serveFile(file)
    await server.ask('GET', '/info')
    await server.close()
    await expect(server.running.ready).rejects.toThrow(/stopped before/)
    expect(fileState({ file, ...NEWEST })).toMatch(/ready|behind/)
    expect((await startAndStop()).error).toBe('')
  })
})

describe('the import from the older server', () => {
  it.each(['default', 'master'] as const)('fills a new database, profile %s', async (profile) => {
    const legacyDatabase = join(folder, 'peewee.db')
    makeLegacyFile(legacyDatabase)
    const tuning = PROFILES[profile]
    const server = await serveFile(file, { legacyDatabase, tuning })
    const { buckets } = JSON.parse((await server.ask('GET', '/export')).text)
    await server.close()
    expect(buckets['aw-watcher-afk_h']).toMatchObject({
      type: 'afkstatus',
      client: 'aw-watcher-afk',
      hostname: 'h',
      created: '2018-01-01T00:00:00.123456Z',
      events: [
        { timestamp: '2018-01-01T02:00:00Z', duration: 1.5, data: { status: 'afk' } },
        { timestamp: '2018-01-01T01:00:00.500Z', duration: 2, data: { a: 1, b: 'ä' } },
      ],
    })
    expect(existsSync(`${file}.importing`)).toBe(false)

    const again = await serveFile(file, { legacyDatabase, tuning })
    expect((await again.ask('GET', '/buckets/aw-watcher-afk_h/events/count')).text).toBe('2')
    await again.close()
  })

  it('that fails makes no database', async () => {
    const legacyDatabase = join(folder, 'peewee.db')
    sqliteFile(legacyDatabase, (db) => db.exec('CREATE TABLE other (id)'))
    const server = await serveFile(file, { legacyDatabase })
    await expect(server.running.ready).rejects.toThrow(/Cannot import .*--no-legacy-import/)
    await server.close()
    expect(existsSync(file)).toBe(false)
  })
})
