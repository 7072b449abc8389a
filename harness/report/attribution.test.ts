import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import { attribute, roundToHundred } from './attribution.ts'
import { createView } from './view.ts'

describe('shares of a change', () => {
  it('stay whole numbers that add to a hundred', () => {
    expect(roundToHundred([33.4, 33.3, 33.3])).toEqual([34, 33, 33])
    expect(roundToHundred([120.4, -20.4])).toEqual([120, -20])
    const share = fc.double({ min: -500, max: 500, noNaN: true })
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 6 }), (some) => {
        const all = [...some, 100 - some.reduce((sum, each) => sum + each, 0)]
        const rounded = roundToHundred(all)
        expect(rounded.reduce((sum, each) => sum + each, 0)).toBe(100)
        for (const [index, each] of rounded.entries())
          expect(Math.abs(each - all[index]!)).toBeLessThan(1 + 1e-6)
      }),
    )
  })
})

describe('the steps of a change', () => {
  const targets = [
    { label: 'master' },
    { label: 'midpoint' },
    { label: 'branch', latencyRatio: 2 },
    { label: 'followup', latencyRatio: 2.6 },
  ]
  const session = buildSession({ targets, units: 6, rounds: 3 })
  const view = createView(session, judgeSession(session), 'followup', 'session.jsonl')

  it('share it out, and say which of them is more than noise', () => {
    const [attributed] = attribute(view)
    const [first, second, third] = attributed!.shares
    expect(first).toMatchObject({ isClear: false })
    expect(second!.ratio).toBeCloseTo(2, 1)
    expect(third!.ratio).toBeCloseTo(1.3, 1)
    expect([second!.isClear, third!.isClear]).toEqual([true, true])
    expect(first!.percent + second!.percent + third!.percent).toBe(100)
  })

  it('are no steps of what is not judged to have changed', () => {
    const same = buildSession({ targets: targets.slice(0, 2), units: 6, rounds: 3 })
    expect(attribute(createView(same, judgeSession(same), 'midpoint', 'x'))).toEqual([])
  })
})
