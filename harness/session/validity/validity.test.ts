import { describe, expect, it } from 'vitest'
import { createHistogram, encodeHistogram, recordUs } from '../../results/histogram.ts'
import type { Recording, ScenarioInfo, SliceResult } from '../../results/schema.ts'
import { findBreaches, VALIDITY_RULES } from './catalogue.ts'
import { mergeSlices } from './merge-slices.ts'
import type { UnitFacts } from './rule.ts'

const load = { name: 'reads', measured: true, model: 'sequential' } as const
const beats = { name: 'beats', measured: true, model: 'open', ratePerSecond: 100 } as const
const scenario = (name: string, loads: ScenarioInfo['loads']): ScenarioInfo => ({
  name,
  title: name,
  table: '',
  summary: '',
  readOnly: true,
  loads,
})
const SCENARIOS = [scenario('items', [load]), scenario('beats', [beats])]

const histogram = (count: number, valueUs: number) => {
  const made = createHistogram()
  for (let sample = 0; sample < count; sample++) recordUs(made, valueUs)
  return encodeHistogram(made)
}
const recording = (changes: Partial<Recording> = {}): Recording => ({
  load: 'reads',
  due: 200,
  served: 200,
  missed: 0,
  failures: {},
  windowMs: 100,
  bytesIn: 0,
  ...changes,
})
/** 50 requests in half a second. */
const beating = (changes: Partial<Recording> = {}): Recording =>
  recording({
    load: 'beats',
    due: 50,
    served: 50,
    windowMs: 500,
    latenessUs: histogram(50, 20),
    responseUs: histogram(50, 4000),
    ...changes,
  })
const slice = (changes: Partial<SliceResult> = {}): SliceResult => ({
  scenario: 'items',
  target: 'main',
  round: 0,
  position: 0,
  recordings: [recording()],
  generator: { wallMs: 100, cpuMs: 30, longestDelayMs: 1 },
  disturbance: { wallMs: 100, stealMs: 0, foreignCpuMs: 0, canaryUs: 1500 },
  ...changes,
})
const times = (count: number, make: (index: number) => SliceResult) =>
  Array.from({ length: count }, (_, index) => make(index))
const disturbed = (changes: Partial<NonNullable<SliceResult['disturbance']>>) =>
  slice({ disturbance: { wallMs: 100, stealMs: 0, foreignCpuMs: 0, ...changes } })
const breachesOf = (slices: readonly SliceResult[], more: Partial<UnitFacts> = {}) =>
  findBreaches({ slices, scenarios: SCENARIOS, cpus: 2, busiest: undefined, ...more })

describe('a unit counts', () => {
  it('when nothing else ran and every request left in time', () => {
    expect(breachesOf(times(20, () => slice()))).toEqual([])
    expect(breachesOf([slice({ scenario: 'beats', recordings: [beating()] })])).toEqual([])
    expect(breachesOf([])).toEqual([])
  })

  it('where the system tells nothing about itself', () => {
    const { disturbance: _, generator: __, ...blind } = slice()
    expect(breachesOf(times(20, () => blind))).toEqual([])
  })

  it('however slow, wrong or silent a server is: that is its result', () => {
    const slow = beating({ due: 50, served: 5, missed: 45, responseUs: histogram(5, 9_000_000) })
    const wrong = beating({ failures: { 'status-500': 30, UND_ERR_SOCKET: 10 }, served: 10 })
    const busy = { cpuMs: 190, rssBytes: 1, voluntarySwitches: 9, involuntarySwitches: 9 }
    for (const one of [slow, wrong])
      expect(breachesOf([slice({ scenario: 'beats', recordings: [one], usage: busy })])).toEqual([])
    const failing = recording({ served: 0, failures: { UND_ERR_HEADERS_TIMEOUT: 200 } })
    expect(breachesOf([slice({ recordings: [failing] })])).toEqual([])
  })

  it('with a disturbed slice that the whole unit outweighs', () => {
    const slices = times(40, (index) => disturbed({ foreignCpuMs: index === 0 ? 190 : 0 }))
    expect(breachesOf(slices)).toEqual([])
  })

  it('when it is too short for counters that tick every 10 ms', () => {
    const slices = times(9, () => disturbed({ foreignCpuMs: 60, stealMs: 40 }))
    expect(breachesOf(slices)).toEqual([])
  })
})

describe('a unit is void', () => {
  it('when other programs used too much of the CPUs, and the busiest is named', () => {
    const slices = times(20, () => disturbed({ foreignCpuMs: 50 }))
    expect(breachesOf(slices)).toEqual([{ detail: 'other programs used 25.0 % of the CPU time' }])
    expect(breachesOf(slices, { busiest: 'node vitest.mjs' })[0]!.detail).toMatch(
      /most of it node vitest\.mjs$/,
    )
    // The same amount on a machine of many CPUs.
    expect(breachesOf(slices, { cpus: 64 })).toEqual([])
  })

  it('when the hypervisor gave away too much', () => {
    const slices = times(40, () => disturbed({ stealMs: 10 }))
    expect(breachesOf(slices)).toEqual([
      { detail: 'the hypervisor gave 5.0 % of the CPU time to others' },
    ])
  })

  it('when requests of a target left late, which it names', () => {
    const late = (target: string, latenessUs: number) =>
      times(4, () =>
        slice({
          scenario: 'beats',
          target,
          recordings: [beating({ latenessUs: histogram(50, latenessUs) })],
        }),
      )
    const [breach, ...others] = breachesOf([...late('main', 900), ...late('new', 3000)])
    expect(others).toEqual([])
    expect(breach).toMatchObject({ target: 'new' })
    expect(breach!.detail).toMatch(/3\.0 ms late at p99, .* in beats$/)
  })

  it('when the load generator was as busy as it can be, or could not keep the rate', () => {
    const busy = slice({
      scenario: 'beats',
      recordings: [beating()],
      generator: { wallMs: 500, cpuMs: 480, longestDelayMs: 1 },
    })
    expect(breachesOf([busy])).toMatchObject([{ detail: expect.stringMatching(/96 % of a CPU/) }])
    const slow = slice({ scenario: 'beats', recordings: [beating({ windowMs: 800 })] })
    expect(breachesOf([slow])).toMatchObject([
      { detail: expect.stringMatching(/instead of 100/), target: 'main' },
    ])
  })

  it('when requests failed before they left this machine', () => {
    const failing = recording({ served: 198, failures: { EMFILE: 1, EADDRNOTAVAIL: 1 } })
    expect(breachesOf([slice({ target: 'new', recordings: [failing] })])).toEqual([
      {
        detail: 'requests of items could not be sent (1 × EMFILE, 1 × EADDRNOTAVAIL)',
        target: 'new',
      },
    ])
  })
})

describe('validity rules', () => {
  it('have names of their own', () => {
    expect(new Set(VALIDITY_RULES.map(({ name }) => name)).size).toBe(VALIDITY_RULES.length)
  })

  it('read the slices of a scenario and target as one, without loss', () => {
    const slices = [
      slice({ scenario: 'beats', recordings: [beating({ failures: { 'status-500': 1 } })] }),
      slice({ scenario: 'beats', recordings: [beating({ failures: { 'status-500': 2 } })] }),
      slice(),
    ]
    expect(mergeSlices(slices)).toMatchObject([
      {
        scenario: 'beats',
        recordings: [
          {
            due: 100,
            windowMs: 1000,
            failures: { 'status-500': 3 },
            latenessUs: histogram(100, 20),
            responseUs: histogram(100, 4000),
          },
        ],
        generator: { wallMs: 200, cpuMs: 60, longestDelayMs: 1 },
      },
      { scenario: 'items', recordings: [{ due: 200 }] },
    ])
  })
})
