import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Progress } from '../session/progress.ts'
import { createProgressLines } from './progress-lines.ts'
import { describeMs } from './progress-words.ts'

function record(terminal: { isTTY?: boolean; columns?: number }) {
  const writes: string[] = []
  const clock = { nowMs: 0 }
  const lines = createProgressLines(
    { ...terminal, write: (text) => void writes.push(text) },
    () => clock.nowMs,
  )
  return { writes, clock, ...lines }
}

const slice = (unit: number, done: number): Progress => ({
  kind: 'slice',
  unit,
  units: 2,
  what: 'items',
  done,
  all: 4,
})
const PLANNED = {
  kind: 'planned',
  units: 2,
  unitsBefore: 0,
  unitMs: 10_000,
  looks: undefined,
  leftMs: undefined,
} as const
const LOOK = {
  kind: 'look',
  units: 6,
  next: 9,
  most: 12,
  all: 15,
  undecided: ['items p50 (−2.0 % … +6.3 %)', 'items p95 (−8.0 % … +12.3 %)'],
  continues: true,
  reason: 'why it ends',
} as const
const SESSION: readonly Progress[] = [
  { kind: 'starting', unit: undefined, units: 2, target: 'main' },
  { kind: 'starting', unit: undefined, units: 2, target: 'new' },
  { kind: 'rehearsal', scenario: 'items', done: 0, all: 2 },
  { kind: 'rehearsal', scenario: 'root', done: 1, all: 2 },
  PLANNED,
  { kind: 'starting', unit: 1, units: 2, target: 'new' },
  { kind: 'warm-up', unit: 1, units: 2, what: 'items' },
  { kind: 'warm-up', unit: 1, units: 2, what: 'root' },
  ...[0, 1, 2, 3].map((done) => slice(1, done)),
  { kind: 'unit-done', unit: 1, units: 2, durationMs: 10_000 },
  slice(2, 0),
]

describe('progress in a file or a pipe', () => {
  it('is one plain line per phase, and one per unit that is done', () => {
    const { writes, onProgress, step, done } = record({})
    step('Build of main: building')
    step('Made 1 of 2 events')
    step('Made 2 of 2 events')
    SESSION.forEach((progress) => onProgress(progress))
    done()
    expect(writes).toEqual([
      'Build of main: building\n',
      'Made 1 of 2 events\n',
      'Before the first unit · starting main\n',
      'Comparing answers · 1/2 · items\n',
      'Measuring 2 units, about 20 s in all.\n',
      'Unit 1/2 · starting new\n',
      'Unit 1/2 · warming up · items\n',
      'Unit 1/2 · measuring · 0 % · items · 20 s left\n',
      'Unit 1 of 2 done in 10 s.\n',
      'Unit 2/2 · measuring · 0 % · items · 10 s left\n',
    ])
  })
})

describe('progress on a terminal', () => {
  it('rewrites one line, and keeps what is worth keeping', () => {
    const { writes, onProgress, done } = record({ isTTY: true, columns: 200 })
    SESSION.forEach((progress) => onProgress(progress))
    done()
    const screen = writes.join('').split('\n').map(lastRewrite)
    expect(screen).toEqual([
      'Measuring 2 units, about 20 s in all.',
      'Unit 1 of 2 done in 10 s.',
      '',
    ])
    expect(writes).toContain('\r\u001B[2KUnit 1/2 · measuring · 75 % · items · 20 s left')
  })

  it('shortens the name of a scenario before the time that is left', () => {
    const { writes, onProgress } = record({ isTTY: true, columns: 80 })
    onProgress(LOOK)
    onProgress({ ...slice(1, 1), what: 'heartbeats-under-year-queries-of-many' } as Progress)
    const text = writes.at(-1)!.replace('\r\u001B[2K', '')
    expect(text).toMatch(/· heartbeats-under-year-q… · 2 undecided · 0 s left$/)
    expect(text).toHaveLength(79)
  })

  it('never writes more than fits, so that the line can be rewritten', () => {
    const { writes, onProgress } = record({ isTTY: true, columns: 20 })
    onProgress(slice(1, 2))
    expect(writes).toEqual(['\r\u001B[2KUnit 1/2 · measurin'])
  })

  it('counts the time left down within a unit and from the units done', () => {
    const { writes, clock, onProgress } = record({ isTTY: true, columns: 80 })
    onProgress(PLANNED)
    clock.nowMs = 4000
    onProgress(slice(1, 1))
    expect(writes.at(-1)).toContain('16 s left')
    clock.nowMs = 30_000
    onProgress({ kind: 'unit-done', unit: 1, units: 2, durationMs: 30_000 })
    clock.nowMs = 40_000
    onProgress(slice(2, 1))
    expect(writes.at(-1)).toContain('20 s left')
  })
})

describe('the plan', () => {
  const told = (changes: object): string => {
    const { writes, onProgress } = record({})
    onProgress({ ...PLANNED, ...changes })
    return writes.join('').replaceAll('\n  ', ' ').trimEnd()
  }

  it('says what it costs at most, and where verdicts are read', () => {
    expect(told({ units: 12, unitMs: 60_000, looks: [6, 9, 12] })).toBe(
      'Measuring at most 12 units, about 12 min 00 s in all; looks at 6, 9, 12.',
    )
    expect(told({ units: 6, looks: [6] })).toBe('Measuring 6 units, about 60 s in all.')
  })

  it('says what is left of an earlier part, and for how much a budget has room', () => {
    expect(told({ units: 6, unitsBefore: 2 })).toBe(
      'Measuring 4 more units after 2, about 40 s in all.',
    )
    expect(told({ units: 6, leftMs: 60_000 })).not.toContain('budget')
    expect(told({ units: 6, leftMs: 25_000 })).toContain('The budget leaves room for about 2.')
  })
})

it('says of which scenarios CPU profiles were taken, and what was left out', () => {
  const { writes, onProgress } = record({ isTTY: true, columns: 100 })
  onProgress({ kind: 'cpu-profile', what: 'items on branch' })
  expect(writes.at(-1)).toContain('CPU profiles · items on branch')
  onProgress({
    kind: 'cpu-profiles-done',
    scenarios: ['items'],
    notes: [{ code: 'no-cpu-profile', scenario: 'root', target: 'branch', why: 'it was killed' }],
  })
  expect(writes.at(-1)!.replaceAll('\n  ', ' ')).toBe(
    'CPU profiles taken of items. No CPU profile was taken of root on "branch": it was killed.\n',
  )
})

describe('a look', () => {
  const told = (changes: object = {}): string => {
    const { writes, onProgress } = record({ columns: 200 })
    onProgress({ ...PLANNED, unitMs: 20_000 })
    writes.length = 0
    onProgress({ ...LOOK, ...changes })
    return writes.join('')
  }
  const joined = (text: string): string => text.replaceAll('\n  ', ' ').trimEnd()

  it('says what is open, when it is asked again, and how long it may take, in short lines', () => {
    expect(joined(told())).toBe(
      'Look at 6 units: 13 of 15 decided; undecided: items p50 (−2.0 % … +6.3 %), items p95 (−8.0 % … +12.3 %); next look at 9 units, about 60 s; at most 2 min 00 s more.',
    )
    for (const line of told().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('names only some of many', () => {
    const undecided = Array.from({ length: 9 }, (_, index) => `metric ${index}`)
    expect(joined(told({ undecided }))).toContain('metric 2, metric 3 and 5 more; next look')
  })

  it('says that everything is decided, or why it ends all the same', () => {
    expect(told({ undecided: [], continues: false })).toBe('Look at 6 units: 15 of 15 decided.\n')
    expect(told({ all: 0, undecided: [] })).toBe('Look at 6 units: nothing there that gates.\n')
    expect(joined(told({ continues: false }))).toMatch(/\+12\.3 %\)\. why it ends$/)
    expect(joined(told({ next: undefined }))).toMatch(/\. why it ends$/)
  })

  it('stays in sight on a terminal, where the line that is rewritten counts what is open', () => {
    const { writes, onProgress } = record({ isTTY: true, columns: 80 })
    onProgress(slice(1, 0))
    expect(writes.at(-1)).not.toContain('undecided')
    onProgress(LOOK)
    onProgress(slice(1, 0))
    expect(writes.at(-1)).toContain(' · items · 2 undecided · ')
  })
})

describe('silence', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it.each([{}, { isTTY: true }])('nothing is written between two slices (%o)', (terminal) => {
    const { writes, clock, onProgress } = record(terminal)
    onProgress(slice(1, 0))
    const before = writes.length
    clock.nowMs = 60_000
    // A timer that repaints would have its turn here.
    vi.advanceTimersByTime(60_000)
    expect(vi.getTimerCount()).toBe(0)
    expect(writes).toHaveLength(before)
    onProgress(slice(1, 1))
    expect(writes.length - before).toBe('isTTY' in terminal ? 1 : 0)
  })

  it('ends without a trace of the line that was rewritten', () => {
    const { writes, step, done } = record({ isTTY: true })
    step('Build of main: building')
    done()
    done()
    expect(writes).toEqual(['\r\u001B[2KBuild of main: building', '\r\u001B[2K'])
  })
})

it('spans are seconds, then minutes', () => {
  expect([0, 400, 1500, 89_000, 90_000, 125_000].map(describeMs)).toEqual([
    '0 s',
    '0 s',
    '2 s',
    '89 s',
    '1 min 30 s',
    '2 min 05 s',
  ])
})

/** What is to be seen of a line that was rewritten. */
function lastRewrite(line: string): string {
  return line.split('\r\u001B[2K').at(-1)!
}
