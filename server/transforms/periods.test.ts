// Transforms that compare times of two lists.
import { describe, expect, it } from 'vitest'
import { events, type Example } from './event-examples.ts'
import { expectEvents } from './expect-events.ts'
import { filterPeriodIntersect } from './filter-period-intersect.ts'
import { periodUnion } from './period-union.ts'
import { sumDurations } from './sum-durations.ts'
import { unionNoOverlap } from './union-no-overlap.ts'

const none = events()

describe('filter_period_intersect', () => {
  it('cuts events at periods', () => {
    expectEvents(
      filterPeriodIntersect(events([0, 10, 'A', 1], [12, 6, 'B', 2]), events([-2, 5], [6, 8])),
      [0, 3, 'A', 1],
      [6, 4, 'A', 1],
      [12, 2, 'B', 2],
    )
  })
  it('emits a part without length for such a filter inside an event', () => {
    expectEvents(filterPeriodIntersect(events([0, 10]), events([5, 0])), [5, 0, 'A', 1])
  })
  it('drops events without duration', () => {
    expectEvents(filterPeriodIntersect(events([5, 0]), events([0, 10])))
  })
  it('never counts twice where filters overlap', () => {
    expectEvents(
      filterPeriodIntersect(events([0, 20]), events([0, 10], [5, 10])),
      [0, 10, 'A', 1],
      [10, 5, 'A', 1],
    )
  })
  it('does not go back to filters that a longer event consumed', () => {
    expectEvents(
      filterPeriodIntersect(
        events([0, 20, 'A', 1], [5, 3, 'B', 2]),
        events([0, 3], [6, 1], [10, 5]),
      ),
      [0, 3, 'A', 1],
      [6, 1, 'A', 1],
      [10, 5, 'A', 1],
    )
  })
  it('cuts a row of events at both ends of a period', () => {
    const row = events([1, 1], [2, 1], [3, 1], [4, 1], [5, 1])
    expectEvents(
      filterPeriodIntersect(row, events([2.5, 2])),
      [2.5, 0.5, 'A', 1],
      [3, 1, 'A', 1],
      [4, 0.5, 'A', 1],
    )
  })
  it.each<[string, Example, Example[]]>([
    ['before', [0.5, 1], [[1, 0.5, 'A', 1]]],
    ['after', [1.5, 1], [[1.5, 0.5, 'A', 1]]],
    ['inside', [1.25, 0.5], [[1.25, 0.5, 'A', 1]]],
    ['around', [0, 4], [[1, 1, 'A', 1]]],
    ['apart', [3, 1], []],
  ])('cuts a single event by a period: %s', (_, period, parts) => {
    expectEvents(filterPeriodIntersect(events([1, 1]), events(period)), ...parts)
  })
  it('gives nothing if either side is empty', () => {
    expectEvents(filterPeriodIntersect(events([0, 1]), none))
    expectEvents(filterPeriodIntersect(none, events([0, 1])))
  })
})

describe('period_union', () => {
  it('joins touching and overlapping periods', () => {
    expectEvents(
      periodUnion(events([0, 10], [20, 5]), events([10, 2], [13, 1])),
      [0, 12, '{}', 1],
      [13, 1, '{}', 1],
      [20, 5, '{}', 1],
    )
    expectEvents(periodUnion(events([0, 10, 'A', 1], [5, 2, 'B', 2]), none), [0, 10, '{}', 1])
  })
  it('keeps a gap of one second and takes either side empty', () => {
    expectEvents(periodUnion(events([0, 1]), events([2, 1])), [0, 1, '{}', 1], [2, 1, '{}', 1])
    expectEvents(periodUnion(none, events([2, 1])), [2, 1, '{}', 1])
    expectEvents(periodUnion(none, none))
  })
})

describe('union_no_overlap', () => {
  it('cuts the second list around the first', () => {
    expectEvents(
      unionNoOverlap(events([5, 5, 'A', 1], [20, 5, 'A', 2]), events([0, 30, 'B', 7])),
      [0, 5, 'B', null],
      [5, 5, 'A', 1],
      [10, 10, 'B', null],
      [20, 5, 'A', 2],
      [25, 5, 'B', null],
    )
  })
  it('cuts the beginning and drops what is covered', () => {
    expectEvents(
      unionNoOverlap(events([0, 4, 'A', 1]), events([2, 6, 'B', 7])),
      [0, 4, 'A', 1],
      [4, 4, 'B', null],
    )
    expectEvents(
      unionNoOverlap(events([0, 10, 'A', 1]), events([2, 3, 'B', 7], [12, 1, 'B', 8])),
      [0, 10, 'A', 1],
      [12, 1, 'B', 8],
    )
  })
  it('takes descending lists as they are', () => {
    expectEvents(
      unionNoOverlap(
        events([20, 5, 'A', 2], [0, 5, 'A', 1]),
        events([22, 10, 'B', 8], [3, 4, 'B', 7]),
      ),
      [20, 5, 'A', 2],
      [0, 5, 'A', 1],
      [25, 7, 'B', null],
      [3, 4, 'B', 7],
    )
  })
  it('orders disjoint lists either way', () => {
    const early = events([0, 1, 'A', 1])
    const late = events([2, 1, 'B', 2])
    expectEvents(unionNoOverlap(early, late), [0, 1, 'A', 1], [2, 1, 'B', 2])
    expectEvents(unionNoOverlap(late, early), [0, 1, 'A', 1], [2, 1, 'B', 2])
  })
  it('cuts an event that begins with one of the first list', () => {
    expectEvents(
      unionNoOverlap(events([0, 4, 'A', 1]), events([0, 10, 'B', 7])),
      [0, 4, 'A', 1],
      [4, 6, 'B', null],
    )
  })
  it('cuts an event that begins before one of the first list', () => {
    expectEvents(
      unionNoOverlap(events([4, 6, 'A', 1]), events([0, 8, 'B', 7])),
      [0, 4, 'B', null],
      [4, 6, 'A', 1],
    )
  })
  it('gives 4.5 hours for three hours and the same shifted by half an hour, and 5 beside 5', () => {
    const hours = (shift: number) =>
      events(...[0, 1, 2].map((h): Example => [h * 5400 + shift, 3600]))
    for (const [a, b] of [
      [hours(0), hours(1800)],
      [hours(1800), hours(0)],
    ] as const) {
      expect(sumDurations(unionNoOverlap(a, b))).toBe(4.5 * 3600)
    }
    expect(sumDurations(unionNoOverlap(hours(0), events([0, 5 * 3600])))).toBe(5 * 3600)
  })
})
