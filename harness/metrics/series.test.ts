import { describe, expect, it } from 'vitest'
import { createHistogram, encodeHistogram, recordUs } from '../results/histogram.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type { Recording, Session, SliceResult, UnitResult } from '../results/schema.ts'
import { findMetric, METRICS } from './catalogue.ts'
import { RESOURCES } from './resources.ts'
import { readSeries } from './series.ts'
import type { MetricSeries } from './series.ts'
import { usableUnits } from './usable-units.ts'

const ROUNDS = 2

function recording(load: string, latenciesUs: readonly number[]): Recording {
  const histogram = createHistogram()
  for (const latency of latenciesUs) recordUs(histogram, latency)
  const served = latenciesUs.length
  return {
    load,
    due: served,
    served,
    missed: 0,
    failures: {},
    windowMs: 100,
    bytesIn: 0,
    serviceUs: encodeHistogram(histogram),
  }
}

type Change = (slice: SliceResult, unit: number) => SliceResult

/** Every slice holds 4 requests of 100, 200, 300 and 400 µs (b: twice that) on one client, and 40 ms of CPU. */
function session(change: Change = (slice) => slice): Session {
  const units = [0, 1, 2].map((index): UnitResult => {
    const slices = ['a', 'b'].flatMap((target, position) =>
      Array.from({ length: ROUNDS }, (_, round): SliceResult => {
        const latencies = [1, 2, 3, 4].map((step) => step * 100 * (position + 1))
        const usage = { cpuMs: 40, rssBytes: 1, writtenBytes: 0 }
        const at = { scenario: 's', target, round, position }
        return { ...at, recordings: [recording('main', latencies)], usage }
      }),
    )
    const lifecycle = [{ target: 'a', readyMs: 100 + index }]
    return {
      kind: 'unit',
      index,
      startedAt: '',
      durationMs: 1,
      state: 'complete',
      lifecycle,
      slices: slices.map((slice) => change(slice, index)),
      notes: [],
    }
  })
  const scenario = { name: 's', title: '', table: '', summary: '', readOnly: true }
  const loads = [{ name: 'main', measured: true, model: 'sequential' as const }]
  return { header: headerOf([{ ...scenario, loads }]), units }
}

function headerOf(scenarios: Session['header']['scenarios']): Session['header'] {
  const target = { input: '', commit: '', subject: '', dirty: false }
  const machine = { cpuModel: '', cpus: 2, memoryBytes: 1, system: '', architecture: '', node: '' }
  return {
    kind: 'session',
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'heartbench', version: '0' },
    id: '',
    startedAt: '',
    command: '',
    seed: '',
    unitsPlanned: 3,
    machine,
    targets: [
      { label: 'a', role: 'baseline', ...target },
      { label: 'b', role: 'candidate', ...target },
    ],
    scenarios,
    plan: [{ scenario: 's', rounds: ROUNDS, warmup: 0, dropped: 0 }],
    answers: [],
    notes: [],
  }
}

function find(all: readonly MetricSeries[], metric: string): MetricSeries | undefined {
  return all.find((series) => series.metric.id === metric)
}

describe('readSeries', () => {
  it('reads a value per round where every slice supports it', () => {
    const p50 = find(readSeries(session()), 'p50')!
    expect(p50.granularity).toBe('round')
    expect(p50.values.get('a')).toEqual([0, 1, 2].map((unit) => ({ unit, values: [200, 200] })))
    expect(p50.values.get('b')![0]!.values).toEqual([400, 400])
  })

  it('reads whole units for all targets as soon as one slice of one target says nothing', () => {
    const small = session((slice, unit) =>
      unit === 2 && slice.target === 'b' && slice.round === 0
        ? { ...slice, recordings: [recording('main', [])] }
        : slice,
    )
    const p50 = find(readSeries(small), 'p50')!
    expect(p50.granularity).toBe('unit')
    expect(p50.values.get('a')).toEqual([0, 1, 2].map((unit) => ({ unit, values: [200] })))
    expect(p50.values.get('b')!.map(({ values }) => values.length)).toEqual([1, 1, 1])
  })

  it('has no series where not even a unit holds enough', () => {
    const all = readSeries(session())
    expect(find(all, 'p95')).toBeUndefined()
    expect(find(all, 'p10')).toBeUndefined()
  })

  it('sums usage over the unit, since ticks are too coarse for one slice; nothing has no ratio', () => {
    const cpu = find(readSeries(session()), 'cpu-per-request')!
    expect(cpu.values.get('a')![0]).toEqual({ unit: 0, values: [10_000] })
    const blind = session((slice) => ({ ...slice, usage: { ...slice.usage!, cpuMs: 0 } }))
    expect(find(readSeries(blind), 'cpu-per-request')).toBeUndefined()
    const { usage: _, ...without } = session().units[0]!.slices[0]!
    expect(find(readSeries(session(() => without)), 'cpu-per-request')).toBeUndefined()
  })

  it('reads the life cycle of the targets that tell', () => {
    const ready = find(readSeries(session()), 'ready')!
    expect(ready).toMatchObject({ scenario: 'life-cycle', load: 'process', granularity: 'unit' })
    expect(ready.values.get('a')!.map(({ values }) => values[0])).toEqual([100, 101, 102])
    expect(ready.values.get('b')).toEqual([])
  })
})

describe('usableUnits', () => {
  const fail: Change = (slice, unit) =>
    unit === 1 && slice.target === 'b' && slice.round === 1
      ? { ...slice, recordings: [{ ...slice.recordings[0]!, failures: { 'status-500': 3 } }] }
      : slice

  it('leaves a unit with failures out for every target', () => {
    const { units, unreliable, notes } = usableUnits(session(fail), 's')
    expect(units.map(({ index }) => index)).toEqual([0, 2])
    expect(unreliable.size).toBe(0)
    expect(notes.get('b')).toEqual([
      {
        code: 'failed-requests',
        scenario: 's',
        target: 'b',
        unit: 1,
        failed: 3,
        detail: '3 × status-500',
      },
    ])
    expect(notes.get('a')).toEqual([])
  })

  it('sets the targets aside that together spoil most units', () => {
    const both = session((slice, unit) =>
      (unit === 0 && slice.target === 'a') || (unit === 1 && slice.target === 'b')
        ? { ...slice, recordings: [{ ...slice.recordings[0]!, failures: { timeout: 1 } }] }
        : slice,
    )
    expect([...usableUnits(both, 's').unreliable].sort()).toEqual(['a', 'b'])
  })

  it('counts a missing round or load as a failure of its target', () => {
    const cut = session((slice, unit) =>
      unit === 0 && slice.target === 'a' && slice.round === 0
        ? { ...slice, recordings: [] }
        : slice,
    )
    const { units, notes } = usableUnits(cut, 's')
    expect(units.map(({ index }) => index)).toEqual([1, 2])
    expect(notes.get('a')).toEqual([
      {
        code: 'not-measured',
        what: 's on "a" in unit 0',
        why: '2 whole rounds were planned, 1 were recorded',
      },
    ])
  })
})

const SAMPLE = {
  served: 30,
  windowMs: 100,
  serviceUs: undefined,
  responseUs: undefined,
  cpuMs: 60,
  writtenBytes: 30 * 4096,
  switches: 75,
}
const read = (id: string) => {
  const metric = findMetric(id)
  return metric.scope === 'slice' ? metric.read(SAMPLE) : undefined
}

describe('the catalogue', () => {
  it('has unique identifiers and finds by them', () => {
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length)
    expect(findMetric('p50').label).toBe('p50')
    expect(() => findMetric('p42')).toThrow('Expected a metric of the catalogue (p50, p10')
  })

  it('reads throughput of several clients per second, and served requests of background loads', () => {
    expect([read('throughput'), read('served')]).toEqual([300, 30])
  })

  it('reads what a request costs, and nothing where nothing is known', () => {
    const costs = RESOURCES.map(({ id }) => read(id))
    expect(costs).toEqual([2000, 4096, 2.5])
    expect(RESOURCES.map((metric) => metric.read({ ...SAMPLE, served: 0 }))).not.toContain(0)
    const blind = { ...SAMPLE, cpuMs: undefined, writtenBytes: undefined, switches: undefined }
    expect(RESOURCES.map((metric) => metric.read(blind))).toEqual([undefined, undefined, undefined])
  })
})
