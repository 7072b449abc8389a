// What is measured, side by side: each function gives the two sides of one goal.
import Database from 'better-sqlite3'
import { eventsPath, largestBucket, lastDays } from '../../scenarios/activity-watch.ts'
import { desktopQuery } from '../../scenarios/queries.ts'
import { createRandom } from '../../harness/core/random.ts'
import { openStream } from '../../harness/core/scenario.ts'
import { activityWatchScenarios } from '../../scenarios/index.ts'
import { median, quantile, timedClient, type TimedClient } from './client.ts'
import type { ServerProcess } from './process.ts'
import type { SnapshotFacts } from '../../harness/core/scenario.ts'

export interface Sides {
  readonly ours: number
  readonly other: number
}

const READ_EVENTS = 10_000

/** Milliseconds for the newest 10,000 events: answered, and only stepped through raw. */
export async function measureRead(
  server: ServerProcess,
  facts: SnapshotFacts,
  file: string,
  rounds: number,
): Promise<Sides> {
  const bucket = largestBucket(facts, 'currentwindow')
  const client = timedClient(server.port)
  const db = new Database(file, { readonly: true })
  const rows = db.prepare(
    `SELECT id, starttime, endtime, data FROM events
     WHERE bucketrow = (SELECT id FROM buckets WHERE name = ?)
     ORDER BY starttime DESC, endtime, id LIMIT ${READ_EVENTS}`,
  )
  const path = eventsPath(bucket, { limit: String(READ_EVENTS) })
  const [ours, other]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ours.push(await client.time(path))
    const startedMs = performance.now()
    let stepped = 0
    for (const row of rows.raw().iterate(bucket.id)) stepped += Array.isArray(row) ? 1 : 0
    if (stepped !== READ_EVENTS) throw new Error(`expected ${READ_EVENTS} rows, got ${stepped}`)
    other.push(performance.now() - startedMs)
  }
  db.close()
  await client.close()
  return { ours: median(ours), other: median(other) }
}

/** Both servers compile their loops while they run them. */
const WARM_UP_ROUNDS = 8

const COLD_STARTS = 9

/** Milliseconds of the first year query after a start. `start` gives fresh servers of both sides. */
export async function measureFirstYear(
  start: () => Promise<readonly [ServerProcess, ServerProcess]>,
  facts: SnapshotFacts,
): Promise<Sides> {
  const { path, body } = yearQuery(facts)
  const sides: [number[], number[]] = [[], []]
  for (let round = 0; round < COLD_STARTS; round++) {
    const servers = await start()
    // The side that goes first changes.
    for (const i of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const client = timedClient(servers[i]!.port)
      sides[i]!.push(await client.time(path, body))
      await client.close()
    }
    await Promise.all(servers.map((server) => server.stop()))
  }
  return { ours: median(sides[0]), other: median(sides[1]) }
}

/** Milliseconds of the year query on both servers, once they have answered some. */
export async function measureYear(
  server: ServerProcess,
  branch: ServerProcess,
  facts: SnapshotFacts,
  rounds: number,
): Promise<Sides> {
  const { path, body } = yearQuery(facts)
  const clients = [timedClient(server.port), timedClient(branch.port)] as const
  const time = async (client: TimedClient) => client.time(path, body)
  const [ours, other]: [number[], number[]] = [[], []]
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const sides = [await time(clients[0]), await time(clients[1])] as const
    if (round < 0) continue
    ours.push(sides[0])
    other.push(sides[1])
  }
  await Promise.all(clients.map((client) => client.close()))
  return { ours: median(ours), other: median(other) }
}

export function yearQuery(facts: SnapshotFacts): { readonly path: string; readonly body: string } {
  const { path, body } = desktopQuery(facts, [lastDays(facts, 365)])
  return { path, body: body as string }
}

const HEARTBEATS = 400

/** Sequential heartbeats per second, and the same requests to a route that parses and echoes. */
export async function measureHeartbeats(
  server: ServerProcess,
  bare: ServerProcess,
  rounds: number,
): Promise<Sides> {
  await createBucket(server)
  const [ours, other]: [number[], number[]] = [[], []]
  const clients = [timedClient(server.port), timedClient(bare.port)] as const
  // The first round of each warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [i, samples] of [ours, other].entries()) {
      const startedMs = performance.now()
      for (let at = 0; at < HEARTBEATS; at++) await beat(clients[i]!, round * HEARTBEATS + at)
      if (round > 0) samples.push((HEARTBEATS * 1000) / (performance.now() - startedMs))
    }
  }
  await Promise.all(clients.map((client) => client.close()))
  return { ours: median(ours), other: median(other) }
}

const BUCKET = '/api/0/buckets/aw-show-server'
const BEATS_PER_TITLE = 5

function beat(client: TimedClient, number: number): Promise<number> {
  const timestamp = new Date(Date.UTC(2026, 6, 1) + number * 1000).toISOString()
  const title = `a window with a usual title ${Math.floor(number / BEATS_PER_TITLE)}`
  const event = { timestamp, duration: 0, data: { app: 'show-server', title } }
  return client.time(`${BUCKET}/heartbeat?pulsetime=2`, JSON.stringify(event))
}

async function createBucket(server: ServerProcess): Promise<void> {
  const bucket = { type: 'test', client: 'show-server', hostname: 'here' }
  const answer = await fetch(`http://127.0.0.1:${server.port}${BUCKET}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(bucket),
  })
  if (answer.status !== 200 && answer.status !== 304) {
    throw new Error(`creating ${BUCKET} answered ${answer.status}`)
  }
}

const WATCHED_BEATS = 300
const BEAT_EVERY_MS = 5

/** Milliseconds of the 95th percentile of heartbeats, while year queries run and on the idle server. */
export async function measureInterference(
  server: ServerProcess,
  facts: SnapshotFacts,
  rounds: number,
): Promise<Sides> {
  await createBucket(server)
  const watcher = timedClient(server.port)
  const [ours, other]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    other.push(...(await watch(watcher)))
    const queries = yearQueries(server, facts)
    ours.push(...(await watch(watcher)))
    await queries.stop()
  }
  await watcher.close()
  return { ours: quantile(ours, 0.95), other: quantile(other, 0.95) }
}

let beats = 1_000_000

/** Heartbeats at fixed due times; each wait counts from its due time. */
async function watch(client: TimedClient): Promise<number[]> {
  const samples: number[] = []
  const firstMs = performance.now()
  for (let i = 0; i < WATCHED_BEATS; i++) {
    const dueMs = firstMs + i * BEAT_EVERY_MS
    const early = dueMs - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const lateMs = Math.max(0, performance.now() - Math.max(dueMs, firstMs))
    // A timer's own lateness is the client's, not the server's.
    samples.push((await beat(client, beats++)) + (early > 0 ? 0 : lateMs))
  }
  return samples
}

function yearQueries(server: ServerProcess, facts: SnapshotFacts) {
  const { path, body } = yearQuery(facts)
  const client = timedClient(server.port)
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) await client.time(path, body)
  })()
  const stop = async () => {
    stopping.abort()
    await running
    await client.close()
  }
  return { stop }
}

const REQUESTS_PER_LOAD = 10

/** Resident megabytes after requests of every scenario. */
export async function measureMemory(server: ServerProcess, facts: SnapshotFacts): Promise<number> {
  const client = timedClient(server.port)
  for (const { name, loads, prepare = [] } of activityWatchScenarios) {
    const context = { snapshot: facts, random: createRandom(name) }
    const first = typeof prepare === 'function' ? prepare(context) : prepare
    for (const request of first) await client.send(request)
    for (const load of loads) {
      const stream = openStream(load.requests, context)
      for (let at = 0; at < REQUESTS_PER_LOAD; at++) await client.send(stream(at))
    }
  }
  await client.close()
  return server.residentMb()
}
