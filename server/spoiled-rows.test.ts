import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteFile } from './store/old-files.ts'
import { at, BUCKET, event, serveFile, temporaryFolder, type TestServer } from './test-server.ts'
import { PROFILES, type ProfileName } from './tuning.ts'

let folder: string
let server: TestServer

/** Five events ten seconds apart, with ids from 1, of which the statements make something else. */
async function serveSpoiled(profile: ProfileName, ...statements: readonly string[]): Promise<void> {
  const file = join(folder, 'test.db')
  const first = await serveFile(file, { tuning: PROFILES[profile] })
  await first.ask('POST', '/buckets/b', BUCKET)
  const events = [0, 1, 2, 3, 4].map((i) => event(i * 10, 1, { i }))
  await first.ask('POST', '/buckets/b/events', events)
  await first.close()
  sqliteFile(file, (db) => db.exec(statements.join(';')))
  server = await serveFile(file, { tuning: PROFILES[profile] })
}

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  expect(server.troubles).toEqual([])
  await server.close()
  rmSync(folder, { recursive: true })
})

const TIMES = [
  'UPDATE events SET starttime = 1.5 WHERE id = 1',
  `UPDATE events SET starttime = 'yesterday' WHERE id = 2`,
  `UPDATE events SET endtime = x'00' WHERE id = 3`,
]
const DATA = [
  `UPDATE events SET data = x'7b7d' WHERE id = 1`,
  `UPDATE events SET data = '' WHERE id = 2`,
  `UPDATE events SET data = '{"i":2' WHERE id = 3`,
]

async function get(path: string): Promise<unknown> {
  const { status, text } = await server.ask('GET', path)
  expect([path, status]).toEqual([path, 200])
  return JSON.parse(text)
}

const idsOf = (events: unknown) => (events as { readonly id: number }[]).map(({ id }) => id)

const PROFILE_NAMES = ['default', 'branch'] as const
describe.each(PROFILE_NAMES)('rows that are no events, profile %s', (profile) => {
  it.each([
    ['times', TIMES],
    ['data', DATA],
  ])('are left out when their %s are of another type', async (_, statements) => {
    await serveSpoiled(profile, ...statements)
    expect(idsOf(await get('/buckets/b/events'))).toEqual([5, 4])
    expect(idsOf(await get('/buckets/b/events?limit=100'))).toEqual([5, 4])
    expect(idsOf(await get(`/buckets/b/events?start=${at(0)}&end=${at(35)}`))).toEqual([4])
    expect((await server.ask('GET', '/buckets/b/events/2')).status).toBe(500)
    expect(await get('/buckets/')).toHaveProperty('b.metadata.end', '2018-01-01T01:01:42Z')
    const query = ['return sum_durations(flood(query_bucket("b")));']
    const timeperiods = [`${at(-9)}/${at(99)}`]
    expect((await server.ask('POST', '/query/', { timeperiods, query })).text).toBe('[2.0]')
    const { buckets } = (await get('/export')) as { buckets: { b: { events: unknown } } }
    expect(idsOf(buckets.b.events)).toEqual([5, 4])
    const last = event(45, 0, { i: 4 })
    const beat = await server.ask('POST', '/buckets/b/heartbeat?pulsetime=9', last)
    expect(JSON.parse(beat.text)).toMatchObject({ id: 5, duration: 5 })
  })

  it.each(['', '{broken}'])('are no partners of heartbeats: %j', async (data) => {
    await serveSpoiled(profile, `UPDATE events SET data = '${data}' WHERE id = 5`)
    const beat = async (seconds: number) => {
      const path = '/buckets/b/heartbeat?pulsetime=5'
      const { status, text } = await server.ask('POST', path, event(seconds))
      expect(status).toBe(200)
      return JSON.parse(text) as { readonly id: number }
    }
    expect(await beat(41)).toMatchObject({ id: 6, duration: 0 })
    expect(await beat(42)).toMatchObject({ id: 6, duration: 1 })
    expect(await beat(43)).toMatchObject({ id: 6, duration: 2 })
  })
})
