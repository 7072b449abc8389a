import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timelineSchema } from '../results/schema.ts'
import { createTimeline } from './timeline.ts'

describe('a timeline', () => {
  it('holds requests in the order they were due, whatever the order of their answers', () => {
    const timeline = createTimeline(5000, 10)
    timeline.answered(5100, 5180.126)
    timeline.answered(5050, 5190)
    timeline.missed(5150)
    timeline.failed(5170)
    expect(timelineSchema.parse(timeline.finish())).toEqual({
      atMs: [50, 100],
      tookMs: [140, 80.13],
      missedAtMs: [150],
      failedAtMs: [170],
    })
  })

  it('of a load that got nothing is empty, not absent', () => {
    expect(createTimeline(0, 10).finish()).toEqual({ atMs: [], tookMs: [] })
  })

  it('is never longer than asked for, and thinning keeps the slowest answer and the order', () => {
    const tooksMs = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(tooksMs, fc.integer({ min: 1, max: 40 }), (tooks, most) => {
        const timeline = createTimeline(0, most)
        tooks.forEach((took, at) => timeline.answered(at, at + took))
        tooks.forEach((_, at) => timeline.missed(at))
        const { atMs, tookMs, slowestOf = 1, missedAtMs } = timelineSchema.parse(timeline.finish())
        expect(atMs).toHaveLength(Math.ceil(tooks.length / slowestOf))
        expect(atMs.length).toBeLessThanOrEqual(most)
        expect(Math.max(...tookMs)).toBe(Math.max(...tooks))
        expect(atMs).toEqual(atMs.toSorted((a, b) => a - b))
        expect(missedAtMs!.length).toBe(Math.min(most, tooks.length))
        expect(missedAtMs!.at(0)).toBe(0)
      }),
      { numRuns: 100 },
    )
  })
})
