import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteFile } from '../store/old-files.ts'
import {
  BUCKET,
  event,
  serveFile,
  temporaryFolder,
  type TestOptions,
  type TestServer,
} from '../test-server.ts'
import { PROFILES, type ProfileName } from '../tuning.ts'
import { fillDatabase, spoilPage, type Filling } from './filled-database.ts'

/** 20 MB: more than the system buffers between a server and a client that does not read. */
const LARGE = { events: 4_000, titleChars: 2_500 }
const EVERYTHING = 'start=1700-01-01T00:00:00Z'

let folder: string
let server: TestServer

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

async function serve(filling: Filling, options: TestOptions = {}): Promise<void> {
  const file = join(folder, 'test.db')
  fillDatabase(file, filling)
  server = await serveFile(file, options)
}

/** With a page that cannot be read. A server has had the file, so this one finds nothing to do and to check. */
async function serveSpoiled(filling: Filling, page: number): Promise<void> {
  await serve(filling)
  await server.running.ready
  await server.close()
  spoilPage(server.databaseFile, page)
  server = await serveFile(server.databaseFile)
}

/** What an export has to be, made of answers that have all events in one piece. */
async function expectedExport(): Promise<string> {
  const ids = Object.keys(JSON.parse((await server.ask('GET', '/buckets')).text) as object)
  const parts = ids.map(async (id) => {
    const path = `/buckets/${encodeURIComponent(id)}`
    const { text: bucket } = await server.ask('GET', path)
    const { text: events } = await server.ask('GET', `${path}/events?${EVERYTHING}`)
    return `${JSON.stringify(id)}:${bucket.replace('"events":null', () => `"events":${events}`)}`
  })
  return `{"buckets":{${(await Promise.all(parts)).join()}}}`
}

async function askForExport(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1').pause()
  await once(socket, 'connect')
  socket.write('GET /api/0/export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  return socket
}

/** Returns when the answer has begun; of that nothing is read before `read`. */
async function startExport() {
  const socket = await askForExport()
  await once(socket, 'readable')
  const read = async () => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume()
    await once(socket, 'close')
    return unchunked(Buffer.concat(chunks))
  }
  return { socket, read }
}

/** The body of an answer with `Transfer-Encoding: chunked`. */
function unchunked(answer: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = answer.indexOf('\r\n\r\n') + 4; ;) {
    const from = answer.indexOf('\r\n', at) + 2
    const length = Number.parseInt(answer.toString('latin1', at, from), 16)
    if (length === 0) return Buffer.concat(pieces).toString()
    pieces.push(answer.subarray(from, from + length))
    at = from + length + 2
  }
}

describe.each(Object.keys(PROFILES) as ProfileName[])('an export, profile %s', (profile) => {
  it('has the bytes of all events in one piece', async () => {
    await serve({ events: 3_500, titleChars: 50 }, { tuning: PROFILES[profile] })
    const ties = Array.from({ length: 10 }, (_, i) => event(0, (i * 7) % 5, { i }))
    const early = { timestamp: '1965-01-01T00:00:00.123456789Z', duration: 1e9, data: { '😀': 1 } }
    for (const [id, events] of [
      ['ties', [...ties, early, event(1, 1, { long: '"\\'.repeat(200_000) })]],
      ['empty ä', []],
    ] as const) {
      await server.ask('POST', `/buckets/${encodeURIComponent(id)}`, { ...BUCKET, events })
    }
    const { text, headers } = await server.ask('GET', '/export')
    expect(text.length).toBeGreaterThan(1_000_000)
    expect(text === (await expectedExport())).toBe(true)
    expect(headers.get('transfer-encoding')).toBe('chunked')
    expect(headers.get('content-type')).toBeNull()
    const one = await server.ask('GET', '/buckets/empty%20%C3%A4/export')
    expect(one.headers.get('content-length')).toBe(String(Buffer.byteLength(one.text)))
  })
})

describe('an export', { timeout: 60_000 }, () => {
  it.each(['master', 'default'] as const)('keeps nobody waiting, profile %s', async (profile) => {
    await serve(LARGE, { tuning: PROFILES[profile] })
    const expected = await expectedExport()
    const { read } = await startExport()
    expect((await server.ask('GET', '/buckets/b/events/count')).text).toBe('4000')
    expect((await server.ask('POST', '/buckets/c', BUCKET)).status).toBe(200)
    expect((await read()) === expected).toBe(true)
  })

  it.each(['branch', 'default'] as const)('has no rows that are no events, %s', async (profile) => {
    await serve({ events: 5, titleChars: 1 }, { tuning: PROFILES[profile] })
    await server.running.ready
    await server.close()
    sqliteFile(server.databaseFile, (db) => {
      db.exec(`UPDATE events SET data = x'7b7d' WHERE id = 2`)
      db.exec(`UPDATE events SET endtime = 'late' WHERE id = 4`)
    })
    server = await serveFile(server.databaseFile, { tuning: PROFILES[profile] })
    const { buckets } = JSON.parse((await server.ask('GET', '/export')).text)
    expect(buckets.b.events.map(({ id }: { id: number }) => id)).toEqual([5, 3, 1])
  })

  it('is of the moment at which it began', async () => {
    await serve(LARGE)
    const expected = await expectedExport()
    const { read } = await startExport()
    await server.ask('POST', '/buckets/b/events', [event(0, 1), event(0, 1, {}, 5)])
    await server.ask('DELETE', '/buckets/b/events/1')
    expect((await read()) === expected).toBe(true)
    await server.ask('DELETE', '/buckets/b')
    expect((await server.ask('GET', '/export')).text).toBe('{"buckets":{}}')
  })

  it('whose client leaves makes place for the next', async () => {
    await serve(LARGE)
    const expected = await expectedExport()
    for (let i = 0; i < 3; i++) {
      const { socket } = await startExport()
      const queued = await askForExport()
      socket.destroy()
      queued.destroy()
    }
    expect((await server.ask('GET', '/export')).text === expected).toBe(true)
    expect(server.troubles).toEqual([])
  })

  it('that fails half-way breaks the connection, and is logged', async () => {
    await serveSpoiled(LARGE, 10)
    await expect(server.ask('GET', '/export')).rejects.toThrow()
    expect(server.troubles).toEqual([expect.stringMatching(/could not be sent.*malformed/)])
    // The thread, its connection and its transaction are free again.
    expect((await server.ask('GET', '/buckets/b/events?start=2020-01-01T01:00:00Z')).status).toBe(
      200,
    )
  })

  it('that fails at once is an error', async () => {
    await serveSpoiled({ events: 1_000, titleChars: 100 }, 10)
    for (const path of ['/export', '/buckets/b/events']) {
      const { status, text } = await server.ask('GET', path)
      expect([status, text]).toEqual([
        500,
        '{"message":"The database failed: database disk image is malformed (SQLITE_CORRUPT)"}',
      ])
    }
    const failed = ['export', 'events'].map((what) => new RegExp(`${what} failed.*malformed`))
    expect(server.troubles).toEqual(failed.map((each) => expect.stringMatching(each)))
  })

  it('does not keep the server from stopping', async () => {
    await serve(LARGE)
    const { socket } = await startExport()
    socket.on('error', () => {})
    const [closed] = await Promise.all([once(socket.resume(), 'close'), server.running.stop(0)])
    expect(closed).toHaveLength(1)
    expect(server.troubles).toEqual([])
    server = await serveFile(server.databaseFile)
  })
})
