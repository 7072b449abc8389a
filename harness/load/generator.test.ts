import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestSource, Scenario } from '../core/scenario.ts'
import { decodeHistogram } from '../results/histogram.ts'
import type { SliceRun } from './protocol.ts'
import { startCountingServer } from './fixtures/counting-server.ts'
import type { CountingServer } from './fixtures/counting-server.ts'
import { createGenerator } from './generator.ts'
import type { Generator } from './generator.ts'
import type { WarmUpResult } from './protocol.ts'

const requests: RequestSource = ({ random, snapshot }) => {
  const name = snapshot?.buckets[0]?.id ?? 'none'
  return (index) => ({ path: `/${name}/${index}?${random()}` })
}
const closed = (connections: number) => ({ kind: 'closed' as const, connections })
const beats = {
  kind: 'open' as const,
  ratePerSecond: 200,
  arrival: 'constant' as const,
  inFlightMax: 8,
}
const load = { name: 'reads', measured: true, model: closed(1), requests }
const base = { title: 't', table: 't', summary: '', readOnly: true }
const SCENARIOS: Scenario[] = [
  {
    ...base,
    name: 'reads',
    loads: [load],
    prepare: [{ method: 'POST', path: '/prepare', body: '{}' }],
  },
  {
    ...base,
    name: 'mixed',
    loads: [
      { name: 'beats', measured: true, model: beats, requests: [{ path: '/beat' }] },
      { name: 'queries', measured: false, model: closed(1), requests: [{ path: '/query' }] },
    ],
  },
]
const INSTANT = '2026-01-01T00:00:00Z'
const bucket = { id: 'bucket', type: '', hostname: '', events: 1, start: INSTANT, end: INSTANT }
const snapshot = { buckets: [bucket], start: INSTANT, end: INSTANT }

let server: CountingServer
let generator: Generator
let subject: { key: string; origin: string; seed: string }

beforeEach(async () => {
  server = await startCountingServer((response, _index, { url }) =>
    response.writeHead(url === '/prepare' && refusing ? 409 : 200).end('{}'),
  )
  refusing = false
  subject = { key: 'one', origin: server.origin, seed: 'seed/unit-1' }
  generator = createGenerator(async () => SCENARIOS)
  await generator.handle({ kind: 'configure', configFile: 'unused', snapshot })
})
afterEach(async () => {
  for (const key of ['one', 'two'])
    await generator.handle({ kind: 'forget', subject: { ...subject, key } })
  await generator.close()
  await server.close()
})
let refusing = false

describe('the load generator', () => {
  it('names its scenarios, and refuses one it does not know', async () => {
    const names = await generator.handle({ kind: 'configure', configFile: 'x', snapshot })
    expect(names).toEqual({ scenarios: ['reads', 'mixed'] })
    const asking = generator.handle({ kind: 'prepare', subject, scenario: 'missing' })
    await expect(asking).rejects.toThrow('Expected a configured scenario, got "missing".')
  })

  it('names the scenario whose code fails', async () => {
    const broken = (): never => {
      throw new TypeError('no buckets')
    }
    const loads = [{ ...load, requests: broken }]
    const failing = createGenerator(async () => [{ ...base, name: 'broken', loads }])
    await failing.handle({ kind: 'configure', configFile: 'unused', snapshot: undefined })
    const plan = { requests: 1, sliceMs: undefined, dropped: 0 }
    const asking = failing.handle({ kind: 'slice', subject, scenario: 'broken', plan })
    await expect(asking).rejects.toThrow('scenario "broken": no buckets')
  })

  it('sends the preparation once, complete, and tells what was refused', async () => {
    const ask = () => generator.handle({ kind: 'prepare', subject, scenario: 'reads' })
    expect(await ask()).toEqual({ failure: undefined })
    expect(server.paths).toEqual(['/prepare'])
    expect(server.bodies).toEqual(['{}'])
    refusing = true
    expect(await ask()).toEqual({ failure: 'POST /prepare gave status-409' })
    const mixed = { kind: 'prepare', subject, scenario: 'mixed' } as const
    expect(await generator.handle(mixed)).toEqual({ failure: undefined })
  })

  it('continues the stream from warm-up to slices, and asks two processes of a unit the same', async () => {
    const asked: (readonly string[])[] = []
    for (const key of ['one', 'two']) {
      const before = server.paths.length
      const of = { subject: { ...subject, key }, scenario: 'reads' }
      await generator.handle({ kind: 'warm-up', ...of, requests: 3, budgetMs: undefined })
      const plan = { requests: 4, sliceMs: undefined, dropped: 1 }
      await generator.handle({ kind: 'slice', ...of, plan })
      asked.push(server.paths.slice(before))
    }
    const numbers = asked[0]!.map((path) => Number(/\/bucket\/(\d+)/.exec(path)![1]))
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(asked[1]).toEqual(asked[0])
    const other = { ...subject, key: 'two', seed: 'seed/unit-2' }
    await generator.handle({ kind: 'forget', subject: other })
    await generator.handle({
      kind: 'warm-up',
      subject: other,
      scenario: 'reads',
      requests: 1,
      budgetMs: undefined,
    })
    expect(server.paths.at(-1)).not.toBe(asked[0]![0])
  })

  it('warms up with the full count, or at least one request within a budget', async () => {
    const of = { kind: 'warm-up', subject, scenario: 'reads', requests: 25 } as const
    expect(await generator.handle({ ...of, budgetMs: undefined })).toMatchObject({ sent: 25 })
    const limited = (await generator.handle({ ...of, budgetMs: 0 })) as WarmUpResult
    expect(limited).toMatchObject({ sent: 1, failure: undefined })
    expect(limited.costUs).toBeGreaterThan(0)
  })

  it('warms only measured loads, and runs background loads beside them in a slice', async () => {
    const of = { subject, scenario: 'mixed' }
    await generator.handle({ kind: 'warm-up', ...of, requests: 2, budgetMs: undefined })
    expect(server.paths).toEqual(['/beat', '/beat'])
    const plan = { requests: undefined, sliceMs: 100, dropped: 0 }
    const run = (await generator.handle({ kind: 'slice', ...of, plan })) as SliceRun
    const { recordings } = run
    const [beat, query] = recordings
    expect(recordings.map((recording) => recording.load)).toEqual(['beats', 'queries'])
    expect(beat!.due).toBe(beat!.served + beat!.missed)
    expect([19, 20, 21]).toContain(beat!.due)
    expect(decodeHistogram(beat!.responseUs!).totalCount).toBe(beat!.served)
    expect(query!.served).toBeGreaterThan(0)
    expect(run.generator.wallMs).toBeGreaterThan(100)
    expect(run.generator.cpuMs).toBeGreaterThan(0)
    expect(query!.responseUs).toBeUndefined()
    expect(decodeHistogram(query!.serviceUs!).totalCount).toBe(query!.served)
  })

  it('compares the answers of a candidate with those it kept of the baseline', async () => {
    const of = { kind: 'answers', subject, scenario: 'reads' } as const
    await generator.handle({ ...of, role: 'baseline' })
    expect(await generator.handle({ ...of, role: 'candidate' })).toMatchObject([
      { difference: undefined, fault: undefined },
      { difference: undefined, fault: undefined },
    ])
  })
})
