// Known latencies come out of the recordings. Only lower bounds: a busy machine makes every answer late, none early.
import { afterEach, describe, expect, it } from 'vitest'
import { startStub } from '../e2e/fixtures/start-stub.ts'
import type { Stub } from '../e2e/fixtures/start-stub.ts'
import { createRandom } from '../core/random.ts'
import type { Load, LoadModel } from '../core/scenario.ts'
import { decodeHistogram } from '../results/histogram.ts'
import type { Histogram } from '../results/histogram.ts'
import type { Recording } from '../results/schema.ts'
import { startAlarmClock } from './alarm-clock.ts'
import { openLoad } from './open-load.ts'
import { runSlice } from './slice.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function stub(...options: string[]): Promise<Stub> {
  const started = await startStub([], options)
  closers.push(started.stop)
  return started
}

async function record(
  { origin }: Stub,
  model: LoadModel,
  bound: { readonly requests?: number; readonly sliceMs?: number },
): Promise<Recording> {
  const load: Load = { name: 'l', measured: true, model, requests: [{ path: '/item' }] }
  const context = { snapshot: undefined, random: createRandom('r') }
  const open = openLoad(load, origin, context, 'seed')
  const clock = startAlarmClock()
  closers.push(open.client.close, clock.close)
  const plan = { requests: undefined, sliceMs: undefined, dropped: 0, ...bound }
  const [recording] = await runSlice([open], plan, () => clock)
  return recording!
}

const ONE: LoadModel = { kind: 'closed', connections: 1 }
const every = (ratePerSecond: number): LoadModel => ({
  kind: 'open',
  arrival: 'constant',
  ratePerSecond,
  inFlightMax: 512,
})
const service = ({ serviceUs }: Recording) => decodeHistogram(serviceUs!)
const response = ({ responseUs }: Recording) => decodeHistogram(responseUs!)

/** Milliseconds of the k-th longest; recorded values are rounded to three digits. */
const longest = (histogram: Histogram, k: number): number =>
  histogram.getValueAtPercentile(100 * (1 - (k - 0.5) / histogram.totalCount)) / 1000 / 0.999

describe('recordings of a server with known latencies', () => {
  it('hold both modes of a mixture', async () => {
    const times = service(
      await record(await stub('--latency', 'mix:4x80+20x20'), ONE, { requests: 200 }),
    )
    expect(longest(times, 200)).toBeGreaterThanOrEqual(4)
    // A fifth of 200 is 40; five standard deviations fewer.
    expect(longest(times, 12)).toBeGreaterThanOrEqual(20)
  })

  it('show a stall to every request that was due in it, not only to the one that met it', async () => {
    const stalling = await stub('--stall', '500@500')
    const recording = await record(stalling, every(100), { sliceMs: 1500 })
    const times = response(recording)
    expect(recording).toMatchObject({ due: 150, served: 150, missed: 0 })
    // Due in the first 100, 200 and 400 ms of the stall.
    expect(longest(times, 9)).toBeGreaterThanOrEqual(400)
    expect(longest(times, 19)).toBeGreaterThanOrEqual(300)
    expect(longest(times, 39)).toBeGreaterThanOrEqual(100)
  })

  it('show a closed loop the same stall once', async () => {
    const stalling = await stub('--stall', '500@100', '--latency', 'constant:2')
    const times = service(await record(stalling, ONE, { requests: 100 }))
    expect(longest(times, 1)).toBeGreaterThanOrEqual(250)
    expect(times.totalCount).toBe(100)
  })

  it('show requests queueing at a server that takes one at a time', async () => {
    const serial = await stub('--serial', '--latency', 'constant:5')
    const clients: LoadModel = { kind: 'closed', connections: 4 }
    const recording = await record(serial, clients, { requests: 40 })
    expect(recording.windowMs).toBeGreaterThanOrEqual(40 * 5)
    // Most wait for three others and themselves: 20 ms.
    expect(longest(service(recording), 20)).toBeGreaterThanOrEqual(10)
  })

  it('show drift and a slow start', async () => {
    const drifting = await stub('--drift', '0.1/request', '--slow-start', '10x30')
    const times = service(await record(drifting, ONE, { requests: 100 }))
    expect(longest(times, 10)).toBeGreaterThanOrEqual(30)
    // The last ten have drifted by 9 ms.
    expect(longest(times, 20)).toBeGreaterThanOrEqual(9)
  })
})
