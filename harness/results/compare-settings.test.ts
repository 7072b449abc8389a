import { describe, expect, it } from 'vitest'
import { buildSession } from '../judge/testing-session.ts'
import { compareSettings } from './compare-settings.ts'
import type { SessionHeader } from './schema.ts'

const { header } = buildSession({ units: 2, rounds: 1 })

function changed(changes: Partial<SessionHeader>) {
  return compareSettings(header, { ...header, ...changes })
}

describe('compareSettings', () => {
  it('finds nothing in what only names a session', () => {
    expect(changed({ id: 'x', startedAt: 'later', command: 'other', seed: 's' })).toEqual([])
  })

  it('names another machine, with both values', () => {
    expect(changed({ machine: { ...header.machine, cpus: 8, node: 'v26.0.0' } })).toEqual([
      { setting: 'machine: CPUs', first: '2', second: '8', severity: 'refuse' },
      { setting: 'machine: Node', first: 'v24.0.0', second: 'v26.0.0', severity: 'refuse' },
    ])
  })

  it('names another pinning, snapshot, target, scenario and plan', () => {
    const [first, ...rest] = header.targets
    const [scenario] = header.scenarios
    const settings = (changes: Partial<SessionHeader>) =>
      changed(changes).map(({ setting }) => setting)
    expect(settings({ pinning: { generator: [0], servers: [1] } })).toEqual(['pinning'])
    const snapshot = { name: 'tiny', bytes: 1, digest: 'ab', description: '' }
    expect(changed({ snapshot })).toMatchObject([{ first: 'none', second: 'ab, 1 bytes' }])
    for (const other of [{ dirty: true }, { build: 'b' }, { start: 's' }])
      expect(settings({ targets: [{ ...first!, ...other }, ...rest] })).toEqual(['targets'])
    expect(settings({ machine: { ...header.machine, governor: 'powersave' } })).toEqual([
      'machine: governor',
    ])
    expect(settings({ scenarios: [{ ...scenario!, title: 'Other words' }] })).toEqual([])
    const loads = [{ ...scenario!.loads[0]!, connections: 4 }]
    expect(settings({ scenarios: [{ ...scenario!, loads }] })).toEqual(['loads of scenarios'])
    expect(settings({ plan: [{ ...header.plan[0]!, warmup: 1 }] })).toEqual([
      'plan of rounds, requests and warm-up',
    ])
  })

  it('names of several targets only those that differ, or all where only their order does', () => {
    const [main, ...others] = header.targets
    const [difference] = changed({ targets: [main!, ...others, { ...main!, label: 'third' }] })
    expect(difference).toMatchObject({ first: 'none', second: expect.stringMatching(/^third /) })
    const [turned] = changed({ targets: [...others, main!] })
    expect(turned!.first).toContain('master')
    expect(turned!.second).toContain('branch')
  })

  it('only flags another amount, and takes a missing plan of looks for a single one', () => {
    expect(changed({ looks: [header.unitsPlanned] })).toEqual([])
    expect(changed({ unitsPlanned: 9, looks: [6, 9] })).toMatchObject([
      { setting: 'planned units', severity: 'flag' },
      { setting: 'planned looks', severity: 'flag', first: '[2]', second: '[6,9]' },
    ])
  })

  it('does not see the order of keys', () => {
    const [plan] = header.plan
    const turned = Object.fromEntries(Object.entries(plan!).reverse()) as typeof plan
    expect(changed({ plan: [turned!] })).toEqual([])
  })
})
