import { describe, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import { resolveComparison } from './resolve-comparison.ts'
import type { CompareOptions } from './resolve-comparison.ts'

const named = (name: string) => ({ name, requests: [{ path: '/' }] })
const BASE = {
  start: ['node', 'server.mjs'],
  variants: { fast: {}, slow: {} },
  faultArguments: ['--fault', '{fault}'],
  compare: ['.:slow', '.:fast'],
  select: ['read-one', 'write'],
  units: 5,
  rounds: 4,
  scenarios: ['read-one', 'read-all', 'write', 'a.b'].map((name) => named(name.replace('.', '-'))),
}
const config = parseConfig('FILE', BASE)

const resolve = (refs: string[], options: CompareOptions = {}, changes: object = {}) =>
  resolveComparison(Object.assign({}, config, changes), refs, options)

const message = (refs: string[], options: CompareOptions = {}, changes: object = {}): string => {
  try {
    resolve(refs, options, changes)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as UsageError).message
  }
  return 'none'
}

describe('what is compared', () => {
  it('is what the command line names, else what the config names', () => {
    expect(resolve(['main', 'new=HEAD:fast']).names).toEqual([
      { label: 'main', ref: 'main' },
      { label: 'new', ref: 'HEAD', variant: 'fast' },
    ])
    expect(resolve([]).names.map(({ label }) => label)).toEqual(['slow', 'fast'])
  })

  it('takes units, rounds and seed from the command line before the config', () => {
    const plan = { rounds: 4, scenarioBudgetMs: 4000, warmupBudgetMs: 600 }
    expect(resolve([])).toMatchObject({ units: 5, plan, seed: 'heartbench' })
    expect(resolve([], { units: 9, rounds: 2, seed: 'x' })).toMatchObject({
      units: 9,
      plan: { ...plan, rounds: 2 },
      seed: 'x',
    })
  })

  it('takes the plan of a profile before that of the config', () => {
    const { plan } = resolve([], { profile: 'nightly' })
    expect(plan.rounds).toBe(25)
    expect(plan.warmupBudgetMs).toBeGreaterThan(config.warmupBudgetMs)
    expect(resolve([], { profile: 'nightly', rounds: 3 }).plan).toEqual({ ...plan, rounds: 3 })
  })

  it('reads verdicts once, at the looks of a profile, or at those within the units', () => {
    expect(resolve([])).toMatchObject({ units: 5, looks: undefined })
    expect(resolve([], { profile: 'pr' })).toMatchObject({ units: 12, looks: [6, 9, 12] })
    expect(resolve([], { profile: 'pr', units: 10 })).toMatchObject({
      units: 10,
      looks: [6, 9, 10],
    })
  })

  it('needs a baseline, a candidate and two units', () => {
    expect(message(['main'])).toBe(
      'Expected at least two refs to compare, got 1. The first is the baseline: heartbench compare main HEAD',
    )
    expect(message([], {}, { compare: [] })).toContain('got 0')
    expect(message([], { units: 1 })).toBe(
      'Expected --units 2 or more (an interval needs two restarts), got 1.',
    )
  })

  it('needs variants that the config has', () => {
    expect(message(['main', 'main:fsat'])).toBe(
      'Expected a variant of the config in "main:fsat", got "fsat". The config has: fast, slow.',
    )
    expect(message(['main', 'main:fast'], {}, { variants: {} })).toContain('The config has: none.')
    expect(message(['main', 'main:constructor'])).toContain('got "constructor"')
  })
})

describe('scenarios', () => {
  const names = (scenario?: string[], changes?: object) =>
    resolve([], scenario === undefined ? {} : { scenario }, changes).scenarios.map(
      ({ name }) => name,
    )

  it('are the selected ones, all without a selection, or those the command line names', () => {
    expect(names()).toEqual(['read-one', 'write'])
    expect(names(undefined, { select: [] })).toHaveLength(4)
    expect(names(['read-all'])).toEqual(['read-all'])
  })

  it('are named by patterns too, in the order of the config and once', () => {
    expect(names(['write', 'read-*', '*-one'])).toEqual(['read-one', 'read-all', 'write'])
    expect(names(['*'])).toHaveLength(4)
  })

  it('take nothing but * as special, and every pattern has to hit', () => {
    expect(message([], { scenario: ['a.b'] })).toBe(
      'Expected --scenario to name one of read-one, read-all, write, a-b; got "a.b".',
    )
    expect(message([], { scenario: ['*', 'read'] })).toContain('got "read"')
    expect(message([], { scenario: ['(read-one|'] })).toContain('got "(read-one|"')
  })
})

describe('faults', () => {
  const faults = (...fault: string[]) => resolve(['.:slow', 'a=.', 'b=.'], { fault }).faults

  it('go to every candidate, never to the baseline, unless a label says so', () => {
    expect(faults('cpu=20%')).toEqual([
      { label: 'a', fault: 'cpu=20%' },
      { label: 'b', fault: 'cpu=20%' },
    ])
    expect(faults('slow:cpu=5%', 'b:latency=2ms@p10')).toEqual([
      { label: 'slow', fault: 'cpu=5%' },
      { label: 'b', fault: 'latency=2ms@p10' },
    ])
    expect(faults('leak=a:b').map(({ fault }) => fault)).toEqual(['leak=a:b', 'leak=a:b'])
  })

  it('need a label of the comparison and a config that says how they reach the server', () => {
    expect(message(['main', 'new=HEAD'], { fault: ['nwe:cpu=5%'] })).toBe(
      'Expected --fault [label:]fault with a label of main, new; got "nwe:cpu=5%".',
    )
    const without = { faultArguments: undefined }
    expect(message([], { fault: ['cpu=5%'] }, without)).toContain(
      'Expected faultArguments in the config',
    )
  })
})

describe('the control', () => {
  const labels = (refs: string[], options: CompareOptions) =>
    resolve(refs, options).names.map(({ label }) => label)

  it('joins what is gated: with a profile or --strict', () => {
    expect(labels(['main', 'HEAD'], {})).toEqual(['main', 'HEAD'])
    expect(resolve(['main:slow', 'HEAD'], { profile: 'pr' })).toMatchObject({
      names: [{ label: 'main-slow' }, { label: 'HEAD' }, { label: 'control', variant: 'slow' }],
      addedControl: 'control',
    })
    expect(labels(['main', 'HEAD'], { strict: true })).toContain('control')
  })

  it('is left out or added on request', () => {
    expect(labels(['main', 'HEAD'], { profile: 'pr', control: false })).toHaveLength(2)
    expect(labels(['main', 'HEAD'], { control: true })).toHaveLength(3)
  })

  it('is not added where the user lists one', () => {
    expect(resolve(['main', 'aa=main'], { profile: 'pr' })).toMatchObject({
      names: [{ label: 'main' }, { label: 'aa' }],
      addedControl: undefined,
    })
    expect(labels(['main', 'main:fast'], { profile: 'pr' })).toContain('control')
    expect(labels(['main', 'aa=main'], { profile: 'pr', fault: ['cpu=5%'] })).toContain('control')
  })

  it('has the faults of the baseline, and a label of its own', () => {
    const refs = ['main', 'Control=HEAD', 'control-2=HEAD']
    const { names, faults } = resolve(refs, { profile: 'pr', fault: ['main:leak', 'cpu=5%'] })
    expect(names.at(-1)).toEqual({ label: 'control-3', ref: 'main' })
    expect(faults).toEqual([
      { label: 'main', fault: 'leak' },
      { label: 'Control', fault: 'cpu=5%' },
      { label: 'control-2', fault: 'cpu=5%' },
      { label: 'control-3', fault: 'leak' },
    ])
  })
})
