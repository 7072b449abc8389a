import { describe, expect, it } from 'vitest'
import { events, type Example } from './event-examples.ts'
import { expectEvents } from './expect-events.ts'
import { flood } from './flood.ts'

const none = events()

describe('flood', () => {
  it('merges equal neighbours and meets others in the middle', () => {
    expectEvents(
      flood(events([0, 10, 'A', 1], [12, 5, 'A', 2], [20, 5, 'B', 3], [30, 1, 'A', 4])),
      [0, 18.5, 'A', 1],
      [18.5, 6.5, 'B', 3],
      [30, 1, 'A', 4],
    )
  })
  it('leaves a gap of exactly five seconds', () => {
    expectEvents(flood(events([0, 1], [6, 1])), [0, 1, 'A', 1], [6, 1, 'A', 1])
    expectEvents(flood(events([0, 1], [5.999, 1])), [0, 6.999, 'A', 1])
  })
  it('shares gaps on both sides of an event', () => {
    expectEvents(
      flood(events([0, 1, 'A', 1], [3, 1, 'B', 2], [6, 1, 'A', 3])),
      [0, 2, 'A', 1],
      [2, 3, 'B', 2],
      [5, 2, 'A', 3],
    )
  })
  it('leaves overlaps of different data', () => {
    const overlapping: Example[] = [
      [0, 10, 'A', 1],
      [3, 2, 'B', 2],
      [11, 1, 'A', 3],
    ]
    expectEvents(flood(events(...overlapping)), ...overlapping)
  })
  it('swallows contained events of equal data', () => {
    expectEvents(flood(events([0, 10, 'A', 1], [3, 2, 'A', 2], [12, 1, 'A', 3])), [0, 13, 'A', 1])
  })
  it('keeps and extends events without duration', () => {
    expectEvents(
      flood(events([0, 0, 'A', 1], [2, 0, 'B', 2], [4, 0, 'B', 3])),
      [0, 1, 'A', 1],
      [1, 3, 'B', 2],
    )
  })
  it('merges, meets in the middle, and keeps the longest of duplicates', () => {
    expectEvents(flood(events([0, 1], [3, 1])), [0, 4, 'A', 1])
    expectEvents(flood(events([0, 1, 'A'], [3, 1, 'B'])), [0, 2, 'A', 1], [2, 2, 'B', 1])
    expectEvents(flood(events([0, 5], [3, 5])), [0, 8, 'A', 1])
    expectEvents(flood(events([0, 1, 'A', 1], [0, 5, 'A', 2], [0, 5, 'A', 3])), [0, 5, 'A', 1])
  })
  it('sorts first, and leaves one nanosecond of an odd gap', () => {
    const flooded = flood(events([1.000000003, 1, 'B', 2], [0, 1, 'A', 1]))
    expect(flooded.ends[0]).toBe(1_000_000_001n)
    expect(flooded.starts[1]).toBe(1_000_000_002n)
  })
  it('gives nothing for nothing', () => expectEvents(flood(none)))
})
