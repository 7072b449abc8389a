import { afterEach, describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { Load, LoadModel, OpenModel } from '../core/scenario.ts'
import { decodeHistogram } from '../results/histogram.ts'
import type { Recording } from '../results/schema.ts'
import { startAlarmClock } from './alarm-clock.ts'
import { startCountingServer } from './fixtures/counting-server.ts'
import type { CountingServer, Respond } from './fixtures/counting-server.ts'
import { openLoad } from './open-load.ts'
import type { OpenLoad } from './open-load.ts'
import { runSlice } from './slice.ts'
import type { SlicePlan } from './slice.ts'

let server: CountingServer
let opened: readonly OpenLoad[] = []

const clocks: ReturnType<typeof startAlarmClock>[] = []
const clock = () => (clocks[0] ??= startAlarmClock())
afterEach(async () => {
  await Promise.all(opened.map(({ client }) => client.close()))
  await clocks.pop()?.close()
  await server.close()
})

const closed = (connections: number): LoadModel => ({ kind: 'closed', connections })
const every = (ratePerSecond: number, inFlightMax = 64): OpenModel => ({
  kind: 'open',
  arrival: 'constant',
  ratePerSecond,
  inFlightMax,
})
const measured = (name: string, model: LoadModel): Load => ({
  name,
  model,
  measured: true,
  requests: () => (index) => ({ path: `/${name}/${index}` }),
})
const background = (name: string, model: LoadModel): Load => ({
  ...measured(name, model),
  measured: false,
})

const COUNT: SlicePlan = { requests: 30, sliceMs: undefined, dropped: 0 }
const TIME: SlicePlan = { requests: undefined, sliceMs: 200, dropped: 0 }

async function slice(
  loads: readonly Load[],
  plan: SlicePlan,
  respond?: Respond,
): Promise<Record<string, Recording>> {
  server = await startCountingServer(respond)
  opened = loads.map((load) =>
    openLoad(load, server.origin, { snapshot: undefined, random: createRandom('r') }, load.name),
  )
  const recordings = await runSlice(opened, plan, clock)
  return Object.fromEntries(recordings.map((recording) => [recording.load, recording]))
}

const arrivedOf = (name: string) => server.paths.filter((path) => path.startsWith(`/${name}/`))

describe('a slice bound by time', () => {
  it('runs several measured loads through the same window, each by its own model', async () => {
    const loads = [
      measured('beats', every(200)),
      measured('visits', { ...every(100), arrival: 'poisson', ratePerSecond: 100 }),
      measured('reads', closed(1)),
      measured('queries', closed(4)),
    ]
    const { beats, visits, reads, queries } = await slice(loads, TIME)
    expect(beats).toMatchObject({ due: 40, served: 40, missed: 0 })
    expect(visits!.due).toBe(arrivedOf('visits').length)
    for (const open of [beats!, visits!])
      expect(decodeHistogram(open.responseUs!).totalCount).toBe(open.due)
    for (const loop of [reads!, queries!]) {
      expect(loop.windowMs).toBeGreaterThanOrEqual(200)
      expect(loop.due).toBe(arrivedOf(loop.load).length)
      expect(loop.served).toBe(loop.due)
      expect(loop.responseUs).toBeUndefined()
    }
  })

  it('waits for requests that started in the window, however long they take', async () => {
    const slow: Respond = (response, _index, { url }) =>
      void setTimeout(() => response.end('{}'), url!.startsWith('/slow/') ? 400 : 0)
    const loads = [measured('beats', every(100)), measured('slow', closed(2))]
    const { beats, slow: late } = await slice(loads, TIME, slow)
    expect(beats!.due).toBe(20)
    expect(late).toMatchObject({ due: 2, served: 2 })
    expect(late!.windowMs).toBeGreaterThan(TIME.sliceMs!)
  })

  it('does not spin when its server is gone', async () => {
    const gone: Respond = (response) => response.socket?.destroy()
    const { reads } = await slice(
      [measured('reads', closed(2)), measured('b', every(10))],
      TIME,
      gone,
    )
    expect(reads!.served).toBe(0)
    expect(reads!.due).toBeLessThan(2 * 200)
  })

  it('without a window is refused', async () => {
    await expect(slice([measured('beats', every(10))], COUNT)).rejects.toThrow(
      'Expected a window for the load "beats", the plan has none.',
    )
  })
})

describe('a slice that is to be drawn', () => {
  it('tells of every load when its requests were due or sent, also of one that ends after the slice', async () => {
    const slow: Respond = (response, _index, { url }) =>
      void setTimeout(() => response.end('{}'), url!.startsWith('/queries/') ? 600 : 0)
    const loads = [measured('beats', every(100)), background('queries', closed(1))]
    const { beats, queries } = await slice(loads, { ...TIME, timelinePoints: 15 }, slow)
    expect(beats!.timeline).toMatchObject({ slowestOf: 2 })
    expect(beats!.timeline!.atMs).toHaveLength(10)
    expect(queries).toMatchObject({ served: 0 })
    const { atMs, tookMs } = queries!.timeline!
    expect(atMs).toHaveLength(1)
    expect(atMs[0]).toBeLessThan(beats!.timeline!.atMs[0]!)
    expect(tookMs[0]).toBeGreaterThanOrEqual(590)
  })

  it('and no other keeps its requests', async () => {
    const { beats } = await slice([measured('beats', every(100))], TIME)
    expect(beats).not.toHaveProperty('timeline')
  })
})

describe('background loads', () => {
  it('run by their own models beside a load bound by a count, and end with it', async () => {
    const loads = [
      measured('reads', closed(1)),
      background('queries', closed(3)),
      background('beats', every(100)),
    ]
    const held: Respond = (response) => void setTimeout(() => response.end('{}'), 10)
    const { reads, queries, beats } = await slice(loads, COUNT, held)
    expect(reads).toMatchObject({ due: 30, served: 30 })
    expect(queries!.served).toBeGreaterThan(0)
    expect(queries!.windowMs).toBeGreaterThan(reads!.windowMs)
    expect(beats!.served).toBeGreaterThan(0)
    expect(beats!.due).toBeLessThanOrEqual(arrivedOf('beats').length)
    expect(Math.abs(arrivedOf('beats').length - beats!.windowMs / 10)).toBeLessThanOrEqual(2)
  })

  it('keep as many connections busy as they have', async () => {
    const counts: number[] = []
    const open = new Set<unknown>()
    const held: Respond = (response, _index, { url }) => {
      if (url!.startsWith('/queries/')) open.add(response)
      counts.push(open.size)
      setTimeout(() => {
        open.delete(response)
        response.end('{}')
      }, 5)
    }
    await slice([measured('reads', closed(1)), background('queries', closed(3))], COUNT, held)
    expect(Math.max(...counts)).toBe(3)
  })

  it('that are due long after the end do not hold it up', async () => {
    const loads = [measured('reads', closed(1)), background('rare', every(0.001))]
    const { rare } = await slice(loads, COUNT)
    expect(rare!.due).toBe(0)
  })

  it('tell of code that fails', async () => {
    const broken: Load = {
      ...background('broken', closed(1)),
      requests: () => () => {
        throw new TypeError('no such request')
      },
    }
    await expect(slice([measured('reads', closed(1)), broken], COUNT)).rejects.toThrow(
      'no such request',
    )
  })
})
