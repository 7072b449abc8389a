import { afterEach, describe, expect, it } from 'vitest'
import { decodeHistogram } from '../results/histogram.ts'
import { runConcurrent } from './concurrent.ts'
import { startCountingServer } from './fixtures/counting-server.ts'
import type { CountingServer, Respond } from './fixtures/counting-server.ts'
import { startOfStream } from './cursor.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpClient } from './http-client.ts'
import { createRecorder } from './recorder.ts'
import { runSequential, runUntil } from './sequential.ts'

let server: CountingServer
let client: HttpClient

afterEach(async () => {
  await client.close()
  await server.close()
})

async function open(connections: number, respond?: Respond): Promise<void> {
  server = await startCountingServer(respond)
  client = createHttpClient(server.origin, { connections, timeoutMs: 10_000 })
}

const numbered = (index: number) => ({ path: `/${index}` })

/** Holds every answer until told to let go of them. */
function holder() {
  const held: (() => void)[] = []
  const respond: Respond = (response) => void held.push(() => response.end('{}'))
  return { respond, letGo: () => held.splice(0).forEach((answer) => answer()) }
}

describe('a sequential load', () => {
  it('keeps one request in flight on one connection, in the order of the stream', async () => {
    await open(1, (response) => void setImmediate(() => response.end('{}')))
    const cursor = { ...startOfStream(), next: 5 }
    const plan = { requests: 20, dropped: 3 }
    await runSequential(client, numbered, cursor, createRecorder('reads'), plan)
    expect(server.counts).toMatchObject({ inFlightMax: 1, connections: 1 })
    expect(server.paths).toEqual(Array.from({ length: 23 }, (_, index) => `/${index + 5}`))
    expect(cursor.next).toBe(28)
  })

  it('does not record the dropped requests, and keeps failures apart', async () => {
    const isBad = (index: number) => index % 5 === 0
    await open(1, (response, index) => response.writeHead(isBad(index) ? 500 : 200).end('{}'))
    const recorder = createRecorder('reads')
    const plan = { requests: 20, dropped: 5 }
    const windowMs = await runSequential(client, numbered, startOfStream(), recorder, plan)
    const recording = recorder.finish(windowMs)
    expect(recording).toMatchObject({ due: 20, served: 16, failures: { 'status-500': 4 } })
    expect(decodeHistogram(recording.serviceUs!).totalCount).toBe(16)
  })

  it('in the background ends with the measured load; an answer after the end does not count', async () => {
    const { respond, letGo } = holder()
    await open(1, respond)
    const recorder = createRecorder('queries')
    let over = false
    const running = runUntil(client, numbered, startOfStream(), recorder, () => over)
    await server.arrived(1)
    letGo()
    await server.arrived(2)
    over = true
    letGo()
    await running
    expect(recorder.finish(1)).toMatchObject({ due: 1, served: 1 })
    expect(server.paths).toHaveLength(2)
  })
})

describe('a concurrent load', () => {
  const cases = [
    ['that keeps its connections', 'keep-alive'],
    ['that closes its connection after each answer', 'close'],
  ] as const

  it.each(cases)('sends exactly the asked number to a server %s', async (_what, connection) => {
    await open(8, (response) => response.setHeader('connection', connection).end('{}'))
    const recorder = createRecorder('reads')
    const cursor = startOfStream()
    const plan = { bound: { requests: 203 }, connections: 8 }
    const recording = recorder.finish(await runConcurrent(client, numbered, cursor, recorder, plan))
    expect(recording).toMatchObject({ due: 203, served: 203, failures: {} })
    expect(decodeHistogram(recording.serviceUs!).totalCount).toBe(203)
    expect(new Set(server.paths).size).toBe(203)
    expect(server.counts.connections).toBe(connection === 'close' ? 203 : 8)
    expect(cursor.next).toBe(203)
  })

  it('keeps N requests in flight over N connections, each waiting for its own answer', async () => {
    const { respond, letGo } = holder()
    await open(8, respond)
    const recorder = createRecorder('reads')
    const plan = { bound: { requests: 24 }, connections: 8 }
    const running = runConcurrent(client, numbered, startOfStream(), recorder, plan)
    for (const count of [8, 16, 24]) {
      await server.arrived(count)
      expect(server.paths).toHaveLength(count)
      letGo()
    }
    await running
    expect(server.counts).toMatchObject({ inFlightMax: 8, connections: 8 })
  })

  it('bound by time waits for what it has started, and counts all of it', async () => {
    // A window that all connections surely begin in, also on a machine that stands still for a while.
    const { respond, letGo } = holder()
    await open(4, respond)
    const recorder = createRecorder('reads')
    const plan = { bound: { windowMs: 300 }, connections: 4 }
    const running = runConcurrent(client, numbered, startOfStream(), recorder, plan)
    await server.arrived(4)
    await new Promise((resolve) => setTimeout(resolve, 350))
    letGo()
    const windowMs = await running
    expect(recorder.finish(windowMs)).toMatchObject({ due: 4, served: 4 })
    expect(windowMs).toBeGreaterThan(300)
  })

  it('judges each answer by its own request, and ends when the server goes away', async () => {
    await open(4, (response, index) => {
      if (index === 12) response.socket?.destroy()
      else response.writeHead(index % 2 === 0 ? 404 : 200).end('{}')
    })
    const mixed = (index: number) => ({ path: `/${index}`, expectStatus: [200, 404] })
    const recorder = createRecorder('reads')
    const plan = { bound: { requests: 20 }, connections: 4 }
    await runConcurrent(client, mixed, startOfStream(), recorder, plan)
    const { due, served, failures } = recorder.finish(1)
    expect({ due, served }).toEqual({ due: 20, served: 19 })
    expect(Object.values(failures)).toEqual([1])
  })
})
