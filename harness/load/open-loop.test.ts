import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { decodeHistogram } from '../results/histogram.ts'
import { startAlarmClock } from './alarm-clock.ts'
import type { AlarmClock } from './alarm-clock.ts'
import { rangesOf, sentOf, startOfStream } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { startCountingServer } from './fixtures/counting-server.ts'
import type { CountingServer, Respond } from './fixtures/counting-server.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpClient } from './http-client.ts'
import { runOpenLoop } from './open-loop.ts'
import type { OpenLoopPlan } from './open-loop.ts'
import { createRecorder } from './recorder.ts'
import type { Recorder } from './recorder.ts'
import type { Schedule } from './schedule.ts'

let clock: AlarmClock
let server: CountingServer
let client: HttpClient
let recorder: Recorder

beforeAll(() => {
  clock = startAlarmClock()
})
afterAll(() => clock.close())
afterEach(async () => {
  await client.close()
  await server.close()
})

/** Holds every answer until told to let go of them. */
function holder() {
  const held: (() => void)[] = []
  const respond: Respond = (response) => void held.push(() => response.end('{}'))
  return { respond, letGo: () => held.splice(0).forEach((answer) => answer()) }
}

async function open(connections: number, respond?: Respond): Promise<void> {
  server = await startCountingServer(respond)
  client = createHttpClient(server.origin, { connections, timeoutMs: 10_000 })
  recorder = createRecorder('beats')
}

const numbered = (index: number) => ({ path: `/${index}` })
const dueAt = (dueTimesMs: readonly number[], first?: number, length?: number): Schedule => ({
  dueTimesMs,
  recording: length === undefined ? undefined : { first: first!, length },
})
const everyMs = (count: number, periodMs: number) =>
  dueAt(Array.from({ length: count }, (_, k) => k * periodMs))

const atOnce = () => Promise.resolve()

function run(
  schedule: Schedule,
  plan: Partial<OpenLoopPlan> & { readonly inFlightMax: number },
  cursor: Cursor = startOfStream(),
): Promise<number> {
  const until = (instantMs: number) => clock.until(instantMs)
  const rest = { windowMs: 1e6, until, ...plan }
  return runOpenLoop(client, numbered, cursor, recorder, { schedule, ...rest })
}

describe('an open loop', () => {
  it('never waits for an answer: all due requests arrive while not one is answered', async () => {
    const { respond, letGo } = holder()
    await open(64, respond)
    const running = run(everyMs(20, 2), { inFlightMax: 64 })
    await server.arrived(20)
    expect(server.counts.inFlightMax).toBe(20)
    letGo()
    const recording = recorder.finish(await running)
    expect(recording).toMatchObject({ due: 20, served: 20, missed: 0, failures: {} })
    expect(decodeHistogram(recording.responseUs!).totalCount).toBe(20)
  })

  it('counts as missed what is due while too many are in flight, and sends it never', async () => {
    const { respond, letGo } = holder()
    await open(8, respond)
    const cursor = startOfStream()
    // All are due before anything can be answered.
    const running = run(everyMs(20, 0), { inFlightMax: 8, until: atOnce }, cursor)
    await server.arrived(8)
    letGo()
    await running
    expect(recorder.finish(1)).toMatchObject({ due: 20, served: 8, missed: 12 })
    expect(server.paths).toHaveLength(8)
    expect(cursor.next).toBe(8)
  })

  it('measures a stalled answer from the time when its request was due', async () => {
    await open(1, (response) => void setTimeout(() => response.end('{}'), 50))
    // One connection for two requests in flight: the second waits for the first.
    await run(dueAt([0, 0]), { inFlightMax: 2 })
    const { responseUs } = recorder.finish(1)
    // Timers may fire a millisecond early.
    expect(decodeHistogram(responseUs!).maxValue).toBeGreaterThan(2 * 48_000)
  })

  it('sends nothing that is due at the end of its window or later', async () => {
    await open(8)
    const plan = { inFlightMax: 8, windowMs: 1e6, until: atOnce }
    expect(await run(dueAt([0, 1, 2, 999_999, 1e6, 2e6, 3e6]), plan)).toBe(1e6)
    expect(server.paths).toHaveLength(4)
  })

  it('that could not send in time tells the longer time it took', async () => {
    await open(8)
    const until = () => new Promise<void>((resolve) => setTimeout(resolve, 30))
    expect(await run(dueAt([0, 1]), { inFlightMax: 8, windowMs: 2, until })).toBeGreaterThan(50)
  })

  it('ends when told to, and counts no answer that comes later', async () => {
    const { respond, letGo } = holder()
    await open(8, respond)
    let over = false
    const running = run(everyMs(1000, 1), { inFlightMax: 3, isOver: () => over })
    await server.arrived(3)
    over = true
    letGo()
    await running
    expect(recorder.finish(1)).toMatchObject({ served: 0, failures: {} })
    expect(server.paths).toHaveLength(3)
  })

  it('replays a recording from the entry it is at: request n is due at entry n mod length', async () => {
    await open(8)
    const cursor = { ...startOfStream(), next: 3 }
    await run(dueAt([0, 1, 2], 1, 4), { inFlightMax: 8 }, cursor)
    expect(server.paths).toEqual(['/5', '/6', '/7'])
    expect(sentOf(cursor)).toBe(3 + 3)
    expect(rangesOf(cursor)).toEqual([
      [0, 3],
      [5, 8],
    ])
  })

  it('leaves the request of a missed entry out, and tells how many were sent', async () => {
    const { respond, letGo } = holder()
    await open(2, respond)
    const cursor = startOfStream()
    const answered = vi.spyOn(recorder, 'answeredDue')
    const isFree = Promise.withResolvers<void>()
    const replay = dueAt(Array<number>(6).fill(0), 0, 3)
    let waits = 0
    const until = () => (++waits < 6 ? Promise.resolve() : isFree.promise)
    const running = run(replay, { inFlightMax: 2, until }, cursor)
    await server.arrived(2)
    letGo()
    await expect.poll(() => answered.mock.calls.length).toBe(2)
    isFree.resolve()
    await server.arrived(3)
    letGo()
    await running
    expect(server.paths).toEqual(['/0', '/1', '/5'])
    expect(sentOf(cursor)).toBe(3)
    expect(rangesOf(cursor)).toEqual([
      [0, 2],
      [5, 6],
    ])
    expect(recorder.finish(1)).toMatchObject({ due: 6, served: 3, missed: 3 })
  })
})
