import { describe, expect, it } from 'vitest'
import { buildSession } from '../judge/testing-session.ts'
import type { SyntheticOptions } from '../judge/testing-session.ts'
import { readPair } from './pair.ts'
import { isAtLook, readAnswer } from './reading.ts'
import type { Subject } from './subject.ts'
import { doesWrong } from './wrong-answers.ts'

const SUBJECT: Subject = { scenario: 'items', load: 'main', metric: 'p50', find: 'slower' }
const LABELS = { base: 'base', commit: 'abc1234', head: 'head' }
const RISK = 0.01

function build(commit: number, options: SyntheticOptions = {}, head = 1.2) {
  return buildSession({
    rounds: 5,
    units: 6,
    scenarios: [{ name: 'items', samples: 20 }],
    targets: [
      { label: 'base' },
      { label: 'abc1234', latencyRatio: commit },
      { label: 'head', latencyRatio: head },
    ],
    ...options,
  })
}

/** Where 4 % can be seen. */
const QUIET = { noise: { unit: 0.001, round: 0.005, request: 0.05 } }

const answer = (...session: Parameters<typeof build>) =>
  readAnswer(build(...session), SUBJECT, LABELS, RISK, true)

describe('a commit', () => {
  it('is the same when it lies with base, and has changed when it lies with head', () => {
    expect(answer(1)).toMatchObject({ answer: 'same', units: 6, isRead: true })
    expect(answer(1.2)).toMatchObject({ answer: 'changed', units: 6, isRead: true })
  })

  it('is told apart by less than the margin, which a comparison with base alone could not', () => {
    const changed = answer(1.04, QUIET, 1.04)
    expect(changed.answer).toBe('changed')
    expect(changed.change!.low).toBeLessThan(1.05)
  })

  it('beyond either end is like that end', () => {
    expect(answer(0.7).answer).toBe('same')
    expect(answer(1.9).answer).toBe('changed')
  })

  it('half-way is skipped, and has spent its risk', () => {
    const half = answer(Math.sqrt(1.2))
    expect(half).toMatchObject({ answer: 'skip', reason: 'unclear', isRead: true })
    expect(half.because).toMatch(/like base or like head is unclear/)
  })

  it('comes with its change against base, in the interval of the step', () => {
    const { change } = answer(1.2)
    expect(change!.confidence).toBeCloseTo(0.98, 6)
    expect(change!.low).toBeLessThan(1.2)
    expect(change!.high).toBeGreaterThan(1.2)
  })

  it('that answers wrongly is skipped with the reason, and no number is looked at', () => {
    const wrong = {
      scenario: 'items',
      target: 'abc1234',
      state: 'different',
      digest: 'x',
      bytes: 1,
    }
    const read = answer(1.2, { answers: [wrong as never] })
    expect(read).toMatchObject({ answer: 'skip', reason: 'wrong', isRead: false })
    expect(read.because).toMatch(/"abc1234" answers .* differently/)
  })

  it('is not blamed for an end that answers wrongly', () => {
    const wrong = { scenario: 'items', target: 'head', state: 'different', digest: 'x', bytes: 1 }
    const read = answer(1.2, { answers: [wrong as never] })
    expect(read).toMatchObject({ answer: 'skip', reason: 'ends', isRead: false })
    expect(read.because).toMatch(/"head" answers/)
  })

  it('is not called unclear where nothing was recorded, and has spent no risk', () => {
    const unrecorded = { ...SUBJECT, load: 'process', metric: 'restart-ready' }
    const read = readAnswer(build(1.2), unrecorded, LABELS, RISK, true)
    expect(read).toMatchObject({ answer: 'skip', reason: 'not-recorded', isRead: false })
    expect(read.because).toMatch(/not recorded in every build/)
  })

  it('is skipped when the machine was too busy to believe the session', () => {
    const busy = answer(1.2, { units: 9, voidUnits: [1, 3, 5] })
    expect(busy).toMatchObject({ answer: 'skip', reason: 'busy', isRead: true })
    expect(busy.because).toMatch(/too busy to measure/)
  })
})

describe('a larger throughput', () => {
  const throughput: Subject = { ...SUBJECT, metric: 'throughput' }
  const concurrent = { scenarios: [{ name: 'items', model: 'concurrent', samples: 200 }] } as const

  it('is a faster one: the search for a slower commit goes the other way', () => {
    const slower = build(1.2, concurrent)
    expect(readAnswer(slower, throughput, LABELS, RISK, true).answer).toBe('changed')
    const faster = build(0.8, concurrent, 0.8)
    const find = { ...throughput, find: 'faster' } as const
    expect(readAnswer(faster, find, LABELS, RISK, true).answer).toBe('changed')
    expect(readAnswer(build(1, concurrent, 0.8), find, LABELS, RISK, true).answer).toBe('same')
  })
})

describe('looks', () => {
  const looks = { looks: [6, 9, 12], units: 12 }

  it('are the only places where a running session is read', () => {
    const { header, units } = build(1.2, looks)
    const running = (count: number) => ({ header, units: units.slice(0, count) })
    expect([5, 6, 7, 9].map((count) => isAtLook(running(count)))).toEqual([
      false,
      true,
      false,
      true,
    ])
    expect(readAnswer(running(5), SUBJECT, LABELS, RISK, false)).toMatchObject({
      answer: 'skip',
      isRead: false,
    })
  })

  it('keep the first answer', () => {
    const calm = build(1, looks)
    const wild = build(1.4, looks)
    const units = [...calm.units.slice(0, 6), ...wild.units.slice(6)]
    expect(readAnswer({ ...calm, units }, SUBJECT, LABELS, RISK, true)).toMatchObject({
      answer: 'same',
      units: 6,
    })
  })
})

describe('the ends', () => {
  const question = { before: 'base', after: 'head', risk: RISK }

  it('are judged as compare judges them, with a margin of one’s own if wished', () => {
    const session = build(1, QUIET, 1.04)
    expect(readPair(session, SUBJECT, question, true).verdict).not.toBe('slower')
    const narrow = readPair(session, SUBJECT, { ...question, marginRatio: 0.01 }, true)
    expect(narrow).toMatchObject({ verdict: 'slower', units: 6 })
  })

  it('that answer wrongly have no verdict', () => {
    const wrong = { scenario: 'items', target: 'head', state: 'different', digest: 'x', bytes: 1 }
    const read = readPair(build(1, { answers: [wrong as never] }), SUBJECT, question, true)
    expect(read).toMatchObject({ verdict: 'invalid', reason: 'wrong' })
    expect(read.because).toMatch(/"head" answers/)
  })

  it('come with the margin that their verdict was held against, which the floor may widen', () => {
    const p50 = readPair(build(1), SUBJECT, { ...question, marginRatio: 0.03 }, true)
    expect(p50.marginRatio).toBe(0.03)
    const ready = { ...SUBJECT, load: 'process', metric: 'ready' }
    const wide = readPair(build(1), ready, { ...question, marginRatio: 0.03 }, true)
    // 20 ms of about 200 ms.
    expect(wide.marginRatio).toBeCloseTo(0.1, 1)
  })

  it('do wrong with wrong rows as with wrong answers, and with other scenarios’ rows do not', () => {
    const built = build(1)
    const rows = (scenario: string) => {
      const note = { code: 'rows-differ', scenario, target: 'head', unit: 1, bucket: 'b' }
      const [first, ...rest] = built.units
      const units = [{ ...first!, notes: [{ ...note, expected: '1', got: 2 }] }, ...rest]
      return { ...built, units }
    }
    expect(doesWrong(built, SUBJECT, 'head')).toBe(false)
    expect(doesWrong(rows('items'), SUBJECT, 'head')).toBe(true)
    expect(doesWrong(rows('items'), SUBJECT, 'base')).toBe(false)
    expect(doesWrong(rows('others'), SUBJECT, 'head')).toBe(false)
    expect(readPair(rows('items'), SUBJECT, question, true).reason).toBe('wrong')
  })
})
