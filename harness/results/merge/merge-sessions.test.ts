import { describe, expect, it } from 'vitest'
import { buildSession } from '../../judge/testing-session.ts'
import type { SyntheticOptions } from '../../judge/testing-session.ts'
import { buildCpuProfile } from '../../report/testing-cpu-profile.ts'
import type { Session, SessionHeader } from '../schema.ts'
import { shardSessions } from '../shards.ts'
import { mergeSessions } from './merge-sessions.ts'
import { parseSession } from '../read-session.ts'
import { sessionText } from '../write-session.ts'

const TOOL = { name: 'heartbench', version: '0.1.0' }

/** A session of its own, of a machine of its own. */
function shard(
  id: string,
  options: SyntheticOptions = {},
  changes: Partial<SessionHeader> = {},
): Session {
  const { header, units, end } = buildSession({ units: 2, rounds: 1, seed: id, ...options })
  const machine = { ...header.machine, cpuModel: `CPU of ${id}` }
  const startedAt = `2026-06-12T08:00:0${id.length}.000Z`
  return { header: { ...header, id, machine, startedAt, ...changes }, units, end: end! }
}

const merge = (...sessions: readonly Session[]) =>
  mergeSessions(
    sessions.map((session) => ({ file: `${session.header.id}.jsonl`, session })),
    TOOL,
  )

const refusal = (...sessions: readonly Session[]): string => {
  try {
    merge(...sessions)
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

const READS = { scenarios: [{ name: 'reads' }] }
const WRITES = { scenarios: [{ name: 'writes' }] }

describe('joining', () => {
  it('loses nothing: every session can be had back as it was', () => {
    const [a, bb] = [shard('a', { voidUnits: [1] }), shard('bb', WRITES)]
    const merged = merge(a, bb)
    expect(shardSessions(merged)).toEqual([a, bb])
    expect(parseSession(sessionText(merged), 'merged')).toEqual(merged)
  })

  it('keeps what CPU profiles showed, and in which session', () => {
    const a = { ...shard('a', READS), cpuProfiles: [buildCpuProfile()] }
    const bb = shard('bb', WRITES)
    const merged = merge(a, bb)
    expect(merged.cpuProfiles).toEqual([{ ...buildCpuProfile(), shard: 'a' }])
    expect(shardSessions(merged)).toEqual([a, bb])
    expect(parseSession(sessionText(merged), 'merged')).toEqual(merged)
  })

  it('gives the same whatever the order, and whether at once or by and by', () => {
    const [a, bb, ccc] = [shard('a'), shard('bb'), shard('ccc', WRITES)]
    const merged = merge(a, bb, ccc)
    expect(merge(ccc, a, bb)).toEqual(merged)
    expect(merge(merge(ccc, bb), a)).toEqual(merged)
  })

  it('numbers units anew, also in their notes, and says where each came from', () => {
    const { units } = merge(shard('a', { voidUnits: [1] }), shard('bb'))
    expect(units.map(({ index, origin }) => [index, origin])).toEqual([
      [1, { shard: 'a', unit: 0 }],
      [2, { shard: 'a', unit: 1 }],
      [3, { shard: 'bb', unit: 0 }],
      [4, { shard: 'bb', unit: 1 }],
    ])
    expect(units[1]!.notes).toMatchObject([{ code: 'unit-void', unit: 2 }])
  })

  it('is read once, when everything is there, and says that it was joined', () => {
    const { header, end } = merge(shard('a', READS), shard('bb', WRITES))
    expect(header).toMatchObject({ unitsPlanned: 4, looks: [4], seed: 'a, bb' })
    expect(header.scenarios.map(({ name }) => name)).toEqual(['reads', 'writes'])
    expect(header.notes).toMatchObject([
      { code: 'merged', sessions: 2, kindsOfMachine: 2 },
      {
        code: 'not-measured',
        what: 'Stopping, resident memory, and the sizes of database and indexes',
      },
      { code: 'not-pinned' },
    ])
    expect(end).toMatchObject({ state: 'finished' })
  })

  it('ends as the worst of the sessions did', () => {
    const of = (id: string, state: 'failed' | 'interrupted') => {
      const session = shard(id)
      return { ...session, end: { ...session.end!, state } }
    }
    const { header, units } = shard('cut')
    const cut = { header, units }
    expect(merge(shard('a'), of('bb', 'interrupted')).end?.state).toBe('interrupted')
    expect(merge(of('a', 'failed'), of('bb', 'interrupted')).end?.state).toBe('failed')
    expect(merge(shard('a'), cut).end?.state).toBe('interrupted')
    expect(merge(cut, { ...cut, header: { ...header, id: 'x', seed: 'x' } }).end).toBeUndefined()
  })

  it('takes the gravest of several answers, and names answers that changed', () => {
    const answer = (target: string, state: 'same' | 'different', digest: string) =>
      ({ scenario: 'events-limit-1000', target, state, digest, bytes: 1 }) as const
    const fine = [answer('master', 'same', 'aa'), answer('branch', 'same', 'aa')]
    const wrong = [answer('master', 'same', 'bb'), answer('branch', 'different', 'cc')]
    const { header } = merge(shard('a', { answers: fine }), shard('bb', { answers: wrong }))
    expect(header.answers.map(({ target, state }) => [target, state])).toEqual([
      ['master', 'same'],
      ['branch', 'different'],
    ])
    expect(header.notes).toContainEqual({
      code: 'settings-differ',
      setting: 'answers to events-limit-1000',
      first: 'digest aa',
      second: 'digest bb',
    })
  })

  it('takes builds of other runtimes for the same where their commits are', () => {
    const build = (id: string, node: string, dirty = false) => {
      const { header, units } = shard(id)
      const targets = header.targets.map((target) => ({ ...target, dirty, build: `b-${node}` }))
      return { header: { ...header, targets, machine: { ...header.machine, node } }, units }
    }
    expect(refusal(build('a', 'v24.0.0'), build('bb', 'v24.1.0'))).toBe('none')
    expect(refusal(build('a', 'v24.0.0', true), build('bb', 'v24.1.0', true))).toMatch(/targets/)
  })
})

describe('refused is, with both values,', () => {
  const a = shard('a')

  it.each([
    ['a single session', [a], /^Expected at least two sessions to join, got only a\.jsonl/],
    ['none', [], /^Expected at least two sessions to join, got none/],
    ['the same session twice', [a, a], /^Expected every session once, got a in a\.jsonl and/],
    [
      'a unit that would count twice',
      [a, shard('bb', { seed: 'a' })],
      /^Expected other seeds .* got seed "a" in a\.jsonl and in bb\.jsonl, both with events-limit-1000: unit 0/,
    ],
    [
      'another commit',
      [a, shard('bb', { targets: [{ label: 'master' }, { label: 'branch', isControl: true }] })],
      /targets \(branch \(candidate\): 222222222222 in a\.jsonl; branch \(candidate\): 111111111111 in bb\.jsonl\)\. Measure the same commits/,
    ],
    [
      'another plan of the same scenario',
      [a, shard('bb', { rounds: 2 })],
      /plan of rounds.*"rounds":1.* in a\.jsonl; .*"rounds":2.* in bb\.jsonl\)\. .*--plan-from/,
    ],
    [
      'another snapshot',
      [a, shard('bb', {}, { snapshot: { name: 's', bytes: 7, digest: 'dd', description: '' } })],
      /snapshot \(none in a\.jsonl; dd, 7 bytes in bb\.jsonl\)/,
    ],
    [
      'a session that was read on its way',
      [a, shard('bb', { looks: [2, 3] })],
      /^Expected sessions that are read once, at the end, but bb\.jsonl was read at 2, 3 of 3 units/,
    ],
  ])('%s', (_what, sessions, message) => {
    expect(refusal(...sessions)).toMatch(message)
  })

  it('but not the same seed where scenarios differ', () => {
    expect(refusal(shard('a', READS), shard('bb', { ...WRITES, seed: 'a' }))).toBe('none')
  })
})
