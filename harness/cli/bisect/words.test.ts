import { describe, expect, it } from 'vitest'
import type { Bisection } from './bisection.ts'
import { howToResume } from './how-to-resume.ts'
import { describeMeasured } from './words.ts'

const SUBJECT = { scenario: 'items', load: 'requests', metric: 'p50', find: 'slower' } as const
const change = (value: number, low: number, high: number) => {
  return { value, low, high, confidence: 0.98, units: 6, method: 'clustered-trimmed' } as const
}

describe('what a step has measured', () => {
  const fast = { change: change(0.4, 0.35, 0.5), units: 6 }

  it('says the direction of a factor where the word before it does not', () => {
    expect(describeMeasured({ ...fast, answer: 'same' }, SUBJECT)).toBe(
      ', 2.50× faster [2.00×, 2.86×], 6 units',
    )
    expect(describeMeasured({ ...fast, answer: 'skip' }, SUBJECT)).toContain('2.50× faster')
    expect(describeMeasured({ ...fast, verdict: 'unclear' }, SUBJECT)).toContain('2.50× faster')
    const served = { ...SUBJECT, metric: 'throughput' }
    expect(describeMeasured({ ...fast, answer: 'same' }, served)).toContain('2.50× slower')
  })

  it('leaves it to the word where that has one, and to the sign of per cent', () => {
    expect(describeMeasured({ ...fast, verdict: 'faster' }, SUBJECT)).toContain(', 2.50× [')
    const slow = { change: change(3, 2.5, 4), units: 6, answer: 'changed' } as const
    expect(describeMeasured(slow, SUBJECT)).toBe(', 3.00× [2.50×, 4.00×], 6 units')
    const little = { change: change(0.98, 0.9, 1.1), units: 6, answer: 'same' } as const
    expect(describeMeasured(little, SUBJECT)).toContain(', −2.0 % [')
  })

  it('is nothing where nothing was measured', () => {
    expect(describeMeasured({ units: 0, answer: 'skip' }, SUBJECT)).toBe('')
  })
})

describe('the way to resume', () => {
  it('names config and snapshot where they were typed', () => {
    const at = (places: object) =>
      howToResume({
        context: { directory: '/here' },
        recordFile: '/here/reports/x.bisect.jsonl',
        places,
      } as unknown as Bisection)
    expect(at({})).toBe('heartbench bisect --resume reports/x.bisect.jsonl')
    expect(at({ config: 'a.json', snapshot: 'data.db' })).toBe(
      'heartbench bisect --resume reports/x.bisect.jsonl --config a.json --snapshot data.db',
    )
  })
})
