// What must hold for any events: time is conserved, order is kept, and repeating changes nothing.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventColumns } from '../events/columns.ts'
import { columnsOf, rowsOf, type EventRow } from '../events/event-row.ts'
import { chunkByKey } from './chunk-by-key.ts'
import { concat } from './concat.ts'
import { filterPeriodIntersect } from './filter-period-intersect.ts'
import { flood } from './flood.ts'
import { mergeByKeys } from './merge-by-keys.ts'
import { periodUnion } from './period-union.ts'
import { sortByDuration, sortByTimestamp } from './sort.ts'
import { unionNoOverlap } from './union-no-overlap.ts'

// Half seconds, so that gaps of less than, exactly and more than the pulsetime are common.
const UNIT_NS = 500_000_000n
const units = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) })
const data = fc.constantFrom('{"app":"A"}', '{"app":"B"}', '{"app":"B","title":"x"}')

const anyList = fc
  .array(fc.record({ start: units(60), length: units(12), data }), { maxLength: 12 })
  .map((items) => columnsOf(items.map((item, i) => row(item.start, item.length, item.data, i))))

/** Ascending, without overlaps and without events of no length. */
const orderly = fc
  .array(fc.record({ gap: units(12), length: units(12), data }), { maxLength: 12 })
  .map((items) => {
    let at = 0n
    const rows = items.map((item, i) => {
      const start = at + item.gap
      at = start + item.length + 1n
      return row(start, item.length + 1n, item.data, i)
    })
    return columnsOf(rows)
  })

function row(start: bigint, length: bigint, text: string, i: number): EventRow {
  const startNs = start * UNIT_NS
  return { id: BigInt(i), startNs, endNs: startNs + length * UNIT_NS, data: text }
}

const total = (list: EventColumns) =>
  rowsOf(list).reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0n)

/** The half seconds that a list covers. */
function covered(list: EventColumns): Set<bigint> {
  const found = new Set<bigint>()
  for (const { startNs, endNs } of rowsOf(list)) {
    for (let at = startNs; at < endNs; at += UNIT_NS) found.add(at)
  }
  return found
}

const either = (a: Set<bigint>, b: Set<bigint>) => new Set([...a, ...b])
const common = (a: Set<bigint>, b: Set<bigint>) => new Set([...a].filter((at) => b.has(at)))

function expectNoOverlap(list: EventColumns): void {
  const rows = rowsOf(list)
  for (let i = 1; i < rows.length; i++) {
    expect(rows[i]!.startNs).toBeGreaterThanOrEqual(rows[i - 1]!.endNs)
  }
}

const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void) => {
  fc.assert(fc.property(arbitrary, property))
}
const pair = <T>(arbitrary: fc.Arbitrary<T>) => fc.tuple(arbitrary, arbitrary)

describe('flood', () => {
  it('of events without overlaps fills gaps only, and is done after once', () => {
    check(orderly, (list) => {
      const flooded = flood(list)
      expectNoOverlap(flooded)
      expect(total(flooded)).toBeGreaterThanOrEqual(total(list))
      expect(rowsOf(flood(flooded))).toEqual(rowsOf(flooded))
      if (list.length === 0) return
      expect(flooded.starts[0]).toBe(list.starts[0])
      expect(flooded.ends.at(-1)).toBe(list.ends.at(-1))
    })
  })
  it('does not depend on the order of events at different times', () => {
    check(orderly, (list) => {
      const reversed = columnsOf(rowsOf(list).toReversed())
      expect(rowsOf(flood(reversed))).toEqual(rowsOf(flood(list)))
    })
  })
})

describe('filter_period_intersect', () => {
  it('keeps exactly the common time of lists without overlaps', () => {
    check(pair(orderly), ([list, periods]) => {
      const parts = filterPeriodIntersect(list, periods)
      expect(covered(parts)).toEqual(common(covered(list), covered(periods)))
      expectNoOverlap(parts)
      expect(rowsOf(filterPeriodIntersect(parts, periods))).toEqual(rowsOf(parts))
    })
  })
  it('by periods that overlap counts nothing twice', () => {
    check(fc.tuple(orderly, anyList), ([list, periods]) => {
      expect(total(filterPeriodIntersect(list, periods))).toBeLessThanOrEqual(total(list))
    })
  })
})

describe('period_union', () => {
  it('covers what both lists cover, in separate periods', () => {
    check(pair(anyList), ([left, right]) => {
      const periods = periodUnion(left, right)
      expect(covered(periods)).toEqual(either(covered(left), covered(right)))
      expectNoOverlap(periods)
      expect(rowsOf(periodUnion(periods, periods))).toEqual(rowsOf(periods))
    })
  })
})

describe('union_no_overlap', () => {
  it('covers what both lists cover, and keeps the first list whole', () => {
    check(pair(orderly), ([first, second]) => {
      const union = unionNoOverlap(first, second)
      expect(covered(union)).toEqual(either(covered(first), covered(second)))
      const rows = rowsOf(union)
      for (const kept of rowsOf(first)) expect(rows).toContainEqual(kept)
    })
  })
})

describe('union_no_overlap of events that each meet one event at most', () => {
  it('has no overlaps', () => {
    check(orderly, (list) => {
      const shifted = columnsOf(
        rowsOf(list)
          .filter(({ startNs, endNs }) => endNs - startNs > UNIT_NS)
          .map(({ id, startNs, endNs, data: text }) => {
            return { id, startNs: startNs + UNIT_NS, endNs, data: text }
          }),
      )
      expectNoOverlap(unionNoOverlap(list, shifted))
      expectNoOverlap(unionNoOverlap(shifted, list))
    })
  })
})

describe('merging and chunking', () => {
  it('conserve the time of events that have the key', () => {
    check(anyList, (list) => {
      expect(total(mergeByKeys(list, ['app']))).toBe(total(list))
      expect(total(chunkByKey(list, 'app'))).toBe(total(list))
      expect(mergeByKeys(list, ['app']).length).toBeLessThanOrEqual(2)
    })
  })
  it('do not depend on texts being shared in the dictionary', () => {
    check(anyList, (list) => {
      const texts = rowsOf(list).map((each) => each.data)
      const unshared = { ...list, data: list.data.map((_, i) => i), dictionary: { texts } }
      for (const transform of [
        flood,
        (events: EventColumns) => mergeByKeys(events, ['app']),
        (events: EventColumns) => chunkByKey(events, 'title'),
        (events: EventColumns) => concat([events, list]),
      ]) {
        expect(rowsOf(transform(unshared))).toEqual(rowsOf(transform(list)))
      }
    })
  })
})

describe('sorting', () => {
  const anyOrder = fc.oneof(
    anyList,
    anyList.map((list) => columnsOf(rowsOf(sortByTimestamp(list)).toReversed())),
  )
  it('is the stable sort of plain arrays, for any, ordered and reversed lists', () => {
    check(anyOrder, (list) => {
      const byStart = rowsOf(list).toSorted((a, b) => Number(a.startNs - b.startNs))
      expect(rowsOf(sortByTimestamp(list))).toEqual(byStart)
      const length = (each: EventRow) => each.endNs - each.startNs
      const byLength = rowsOf(list).toSorted((a, b) => Number(length(b) - length(a)))
      expect(rowsOf(sortByDuration(list))).toEqual(byLength)
    })
  })
})
