import { describe, expect, it } from 'vitest'
import { describeNote } from '../core/notes.ts'
import type { Scenario } from '../core/scenario.ts'
import type { BucketRows } from '../snapshots/count-rows.ts'
import { checkRows } from './check-rows.ts'
import type { RowCheck } from './check-rows.ts'

const rows = (count: number, more: Partial<BucketRows> = {}): BucketRows => ({
  rows: count,
  durationUs: '1',
  textBytes: '2',
  ...more,
})
const counted = (buckets: Record<string, BucketRows>) => ({
  state: 'counted' as const,
  counts: new Map(Object.entries(buckets)),
})

const load = { name: 'beats', model: { kind: 'closed', connections: 1 }, measured: true } as const
const scenario = (name: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  title: name,
  table: '',
  summary: '',
  readOnly: false,
  loads: [{ ...load, requests: [{ path: '/' }] }],
  ...more,
})
const reads = scenario('reads', { readOnly: true })
const beats = scenario('beats', { expectRows: ({ sent }) => ({ scratch: sent['beats']! }) })
const BEFORE = { window: rows(100), afk: rows(10) }

function check(after: Record<string, BucketRows>, more: Partial<RowCheck> = {}): string[] {
  return checkRows({
    unit: 3,
    target: 'branch',
    scenarios: [reads],
    snapshot: undefined,
    sent: {},
    failed: new Set(),
    before: counted(BEFORE),
    after: counted(after),
    ...more,
  }).map(describeNote)
}

describe('checkRows', () => {
  it('says nothing when only what was asked for was written', () => {
    expect(check(BEFORE)).toEqual([])
    const sent = { beats: { beats: [[0, 42]] } } as const
    const written = { scenarios: [reads, beats], sent }
    expect(check({ ...BEFORE, scratch: rows(42) }, written)).toEqual([])
    expect(check(BEFORE, { scenarios: [reads, beats] })).toEqual([])
  })

  it.each([
    ['a row more', { ...BEFORE, window: rows(101) }, /101 rows instead of 100 in window/],
    ['another time', { ...BEFORE, window: rows(100, { durationUs: '9' }) }, /other times or texts/],
    ['another text', { ...BEFORE, window: rows(100, { textBytes: '9' }) }, /other times or texts/],
    ['a lost bucket', { window: rows(100) }, /all 10 rows are gone, with the bucket, in afk/],
    ['a new bucket', { ...BEFORE, junk: rows(0) }, /0 rows of a new bucket in junk/],
  ])('reports %s that no scenario asked for', (_, after, message) => {
    for (const scenarios of [[reads], [reads, beats]]) {
      const notes = check(after, { scenarios })
      expect(notes).toHaveLength(1)
      expect(notes[0]).toMatch(message)
      expect(notes[0]).toMatch(/"branch" changed its copy of the snapshot in unit 3/)
    }
  })

  it('reports rows that are missing or too many, by scenario', () => {
    const sent = { beats: { beats: [[0, 42]] } } as const
    const scenarios = [beats]
    expect(check({ ...BEFORE, scratch: rows(41) }, { scenarios, sent })).toEqual([
      '"branch" wrote 41 rows into scratch (beats) in unit 3, expected 42. Its speed there is not judged.',
    ])
    expect(check(BEFORE, { scenarios, sent })[0]).toMatch(/wrote 0 rows.*expected 42/)
    const range = scenario('beats', { expectRows: ({ sent: n }) => ({ afk: [1, n['beats']!] }) })
    expect(check({ ...BEFORE, afk: rows(52) }, { scenarios: [range], sent })).toEqual([])
    expect(check(BEFORE, { scenarios: [range], sent })[0]).toMatch(/wrote 0 rows.*1 to 42/)
  })

  it('tells a scenario which of its requests were sent', () => {
    const even = scenario('beats', {
      expectRows: ({ sent, ranges }) => ({
        scratch: ranges['beats']!.flatMap(([from, to]) =>
          Array.from({ length: to - from }, (_, at) => from + at),
        ).filter((index) => index % 2 === 0).length,
        all: sent['beats']!,
      }),
    })
    const sent = {
      beats: {
        beats: [
          [0, 3],
          [10, 12],
        ],
      },
    } as const
    const after = { ...BEFORE, scratch: rows(3), all: rows(5) }
    expect(check(after, { scenarios: [even], sent })).toEqual([])
    expect(check({ ...BEFORE, scratch: rows(0), all: rows(0) }, { scenarios: [even] })).toEqual([])
  })

  it('says what it did not check and why', () => {
    const silent = scenario('silent')
    const changed = { ...BEFORE, window: rows(101) }
    expect(check(changed, { scenarios: [reads, silent] })).toEqual([
      'The rows of silent were not checked: the scenario writes without saying what (expectRows).',
    ])
    expect(check(BEFORE, { scenarios: [beats], failed: new Set(['beats']) })[0]).toMatch(
      /rows of beats were not checked: requests failed/,
    )
    const unknown = { state: 'unknown', why: 'it was killed' } as const
    expect(check(BEFORE, { after: unknown })).toEqual([
      'The rows of "branch" were not checked: it was killed.',
    ])
  })
})
