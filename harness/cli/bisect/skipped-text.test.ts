import { describe, expect, it } from 'vitest'
import type { Tried } from '../../bisect/record.ts'
import type { Bisection } from './bisection.ts'
import { adviceLines } from './skipped-text.ts'

const skip = (commit: string, more: Partial<Tried>): Tried => {
  return { kind: 'tried', commit, answer: 'skip', risk: 0, units: 6, durationMs: 1, ...more }
}

function advice(...tried: readonly Tried[]): string {
  const bisection = {
    context: { directory: '/here' },
    recordFile: '/here/x.bisect.jsonl',
    places: {},
    record: { tried },
  } as unknown as Bisection
  return adviceLines(['a', 'b'], bisection).join(' ')
}

describe('commits that could not be told apart', () => {
  it('may be told by more units only where they were unclear', () => {
    expect(advice(skip('a', { reason: 'unclear', risk: 0.01 }))).toContain('--profile nightly')
    expect(advice(skip('a', { reason: 'not-recorded' }), skip('b', { reason: 'broken' }))).toBe('')
    expect(advice(skip('elsewhere', { reason: 'unclear' }))).toBe('')
  })

  it('are tried again where a busy machine or the ends prevented an answer', () => {
    const busy = advice(skip('a', { reason: 'busy', risk: 0.01 }))
    expect(busy).toContain('To try again: heartbench bisect --resume x.bisect.jsonl')
    expect(busy).not.toContain('nightly')
    expect(advice(skip('b', { reason: 'ends' }))).toContain('To try again')
  })

  it('of records without reasons are taken for unclear where they were measured', () => {
    expect(advice(skip('a', { risk: 0.01 }))).toContain('--profile nightly')
    expect(advice(skip('a', {}))).toBe('')
  })
})
