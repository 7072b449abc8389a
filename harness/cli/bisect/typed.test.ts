import { describe, expect, it } from 'vitest'
import { configSchema } from '../../config/schema.ts'
import { parseRange } from './range.ts'
import { checkRecordable } from './recordable.ts'
import { resolveSubject } from './subject.ts'
import type { TypedSubject } from './subject.ts'

describe('a range', () => {
  it('is two commits, the second being HEAD unless named, and a variant for all', () => {
    expect(parseRange('v1.2.0..main')).toEqual({ base: 'v1.2.0', head: 'main' })
    expect(parseRange('v1.2..')).toEqual({ base: 'v1.2', head: 'HEAD' })
    expect(parseRange('HEAD~9..HEAD~2:small-cache')).toEqual({
      base: 'HEAD~9',
      head: 'HEAD~2',
      variant: 'small-cache',
    })
  })

  it.each(['main', 'a...b', '..main', 'main...', 'a..b:', 'a:x..b', '--x..y', 'a..b:c:d'])(
    'is not %s',
    (text) => expect(() => parseRange(text)).toThrow('Expected base..head[:variant]'),
  )
})

describe('what is compared', () => {
  const get = [{ path: '/' }]
  const load = (name: string, kind: object) => ({
    name,
    model: kind,
    measured: true,
    requests: get,
  })
  const config = configSchema.parse({
    start: ['x'],
    ready: { path: '/' },
    scenarios: [
      { name: 'items', requests: get },
      {
        name: 'both',
        title: 'both',
        table: 'both',
        summary: '',
        readOnly: true,
        loads: [
          load('reads', { kind: 'closed', connections: 1 }),
          load('more', { kind: 'closed', connections: 1 }),
          load('beats', { kind: 'open', ratePerSecond: 10 }),
        ],
      },
    ],
  })
  const resolve = (typed: TypedSubject) => resolveSubject(config, typed)

  it('is a metric of a scenario, on the load that has it', () => {
    expect(resolve({ scenario: 'items', metric: 'p50' })).toEqual({
      scenario: 'items',
      load: 'requests',
      metric: 'p50',
      find: 'slower',
    })
    const open = resolve({ scenario: 'both', metric: 'response-p50', find: 'faster' })
    expect(open).toMatchObject({ load: 'beats', find: 'faster' })
    expect(resolve({ scenario: 'items', metric: 'rss' })).toMatchObject({ load: 'process' })
    const named = resolve({ scenario: 'both', metric: 'p95', load: 'more' })
    expect(named).toMatchObject({ load: 'more' })
  })

  it.each([
    [{ metric: 'p50' }, /Expected --scenario with one of items, both, got none\./],
    [{ scenario: 'itms', metric: 'p50' }, /got "itms"\. Did you mean items\?/],
    [{ scenario: 'items' }, /Expected --metric with one of p50, .* of items, got none/],
    [{ scenario: 'items', metric: 'p5' }, /got "p5"\. Did you mean /],
    [{ scenario: 'items', metric: 'throughput' }, /Expected --metric .* got "throughput"/],
    [
      { scenario: 'both', metric: 'p50' },
      /--load with one of reads, more of both with p50, got none/,
    ],
  ] as const)('is refused as %o', (typed, message) => {
    expect(() => resolve(typed)).toThrow(message)
  })
})

describe('a metric', () => {
  const config = configSchema.parse({
    start: ['x'],
    scenarios: [{ name: 'items', requests: [{ path: '/' }] }],
  })
  const check =
    (metric: string, changes: object = {}, snapshot?: string) =>
    () =>
      checkRecordable({ ...config, ...changes }, metric, snapshot)

  it.each([
    ['restart-ready', '"restart": true'],
    ['restart-first-answer', '"restart": true and firstAnswer'],
    ['first-answer', 'firstAnswer'],
    ['migrated', 'a snapshot'],
    ['database-bytes', 'a snapshot'],
    ['index-bytes', 'a snapshot'],
  ])('%s is refused without %s', (metric, what) => {
    expect(check(metric)).toThrow(`Expected ${what} in the config, without which ${metric} is not`)
  })

  it('is taken where it is recorded', () => {
    expect(check('p50')).not.toThrow()
    expect(check('restart-ready', { restart: true })).not.toThrow()
    expect(check('database-bytes', {}, 'tiny')).not.toThrow()
    expect(check('migrated', { snapshot: { scale: 'tiny' } })).not.toThrow()
  })
})
