// Transforms that order, cut, join and sum.
import { describe, expect, it } from 'vitest'
import { concat } from './concat.ts'
import { events } from './event-examples.ts'
import { expectEvents } from './expect-events.ts'
import { limitEvents } from './limit.ts'
import { sortByDuration, sortByTimestamp } from './sort.ts'
import { sumDurations } from './sum-durations.ts'

const none = events()

describe('sorting, limiting, joining, summing', () => {
  it('sorts stably by timestamp', () => {
    expectEvents(
      sortByTimestamp(events([5, 1, 'A', 1], [0, 9, 'B', 2], [5, 2, 'B', 3])),
      [0, 9, 'B', 2],
      [5, 1, 'A', 1],
      [5, 2, 'B', 3],
    )
  })
  it('sorts stably by duration, longest first', () => {
    expectEvents(
      sortByDuration(events([5, 1, 'A', 1], [0, 9, 'B', 2], [7, 1, 'B', 3])),
      [0, 9, 'B', 2],
      [5, 1, 'A', 1],
      [7, 1, 'B', 3],
    )
  })
  it('limits by the truncated count', () => {
    const list = events([5, 1, 'A', 1], [0, 9, 'B', 2])
    expectEvents(limitEvents(list, 1.9), [5, 1, 'A', 1])
    expectEvents(limitEvents(list, 0))
    expectEvents(limitEvents(list, -3))
    expectEvents(limitEvents(list, Number.NaN))
    expect(limitEvents(list, 99).length).toBe(2)
    expect(limitEvents(list, Infinity).length).toBe(2)
  })
  it('joins lists of different dictionaries', () => {
    const joined = concat([events([5, 1, 'A', 1]), none, events([0, 9, 'B', 2], [1, 1, 'A', 3])])
    expectEvents(joined, [5, 1, 'A', 1], [0, 9, 'B', 2], [1, 1, 'A', 3])
    expect(joined.dictionary.texts.length).toBe(2)
    expectEvents(concat([]))
  })
  it('sums to whole milliseconds', () => {
    expect(sumDurations(events([0, 0.0006], [1, 0.0006], [2, 0.0006]))).toBe(0.001)
    expect(sumDurations(events([0, 1.5], [1, 2.0004]))).toBe(3.5)
  })
})
