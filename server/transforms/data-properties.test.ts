// What must hold for any events, whatever is done to their data.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventColumns } from '../events/columns.ts'
import { columnsOf, rowsOf, type EventRow } from '../events/event-row.ts'
import { printJson } from '../wire/json-print.ts'
import { parseJson } from '../wire/json-parse.ts'
import { categorize } from './categorize.ts'
import { chunkByKey } from './chunk-by-key.ts'
import { concat } from './concat.ts'
import { excludeKeyvals, filterKeyvals, filterKeyvalsRegex } from './filter-keyvals.ts'
import { mergeHeartbeat } from './heartbeat.ts'
import { limitEvents } from './limit.ts'
import { mergeByKeys } from './merge-by-keys.ts'
import type { RuleMatcher } from './rule.ts'
import { sortByDuration, sortByTimestamp } from './sort.ts'
import { splitUrlEvents } from './split-url.ts'
import { sumDurations } from './sum-durations.ts'
import { tag } from './tag.ts'

const apps = fc.constantFrom('A', 'B', 'ü', '😀', '\uE000', '"\\')
const urls = fc.oneof(fc.webUrl(), fc.constantFrom('about:blank', 'no url', 'file:///a b', ''))
const datas = fc
  .record({ app: apps, url: urls, n: fc.integer(), nested: fc.jsonValue() }, { requiredKeys: [] })
  .map((data) => printJson(parseJson(JSON.stringify(data))))
const ns = fc.oneof(fc.bigInt(-(2n ** 62n), 2n ** 62n), fc.bigInt(-10n, 10n))
const rows = fc.record({ id: ns, startNs: ns, length: fc.bigInt(-5n, 2n ** 40n), data: datas })
const lists = fc.array(rows, { maxLength: 15 }).map((items) =>
  columnsOf(
    items.map(({ id, startNs, length, data }) => ({
      id,
      startNs,
      endNs: startNs + length,
      data,
    })),
  ),
)

const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void) => {
  fc.assert(fc.property(arbitrary, property))
}
const parsed = ({ data }: EventRow) => JSON.parse(data) as Record<string, unknown>
const ofEvents = ({ id, startNs, endNs }: EventRow) => ({ id, startNs, endNs })
const total = (list: EventColumns) =>
  rowsOf(list).reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0n)
const isAt = (i: number) => (list: readonly EventRow[]) => list[i]!

describe('filters by a value', () => {
  it('part a list in two, each in its order', () => {
    check(fc.tuple(lists, apps), ([list, app]) => {
      const values = new Set([JSON.stringify(app)])
      const kept = rowsOf(filterKeyvals(list, 'app', values))
      const left = rowsOf(excludeKeyvals(list, 'app', values))
      const isKept = (row: EventRow) => parsed(row)['app'] === app
      expect(kept).toEqual(rowsOf(list).filter(isKept))
      expect(left).toEqual(rowsOf(list).filter((row) => !isKept(row)))
    })
  })
  it('find nothing more the second time', () => {
    check(lists, (list) => {
      const test = (text: string) => text.includes('A')
      const once = filterKeyvalsRegex(list, 'app', test)
      expect(rowsOf(filterKeyvalsRegex(once, 'app', test))).toEqual(rowsOf(once))
    })
  })
})

describe('limit_events, concat and sums', () => {
  it('take a list apart and put it together', () => {
    check(fc.tuple(lists, lists, fc.nat(30)), ([left, right, count]) => {
      const both = concat([left, right])
      expect(rowsOf(both)).toEqual([...rowsOf(left), ...rowsOf(right)])
      expect(rowsOf(limitEvents(both, left.length))).toEqual(rowsOf(left))
      expect(rowsOf(limitEvents(both, count))).toEqual(rowsOf(both).slice(0, count))
    })
  })
  it('sum up exactly, in whole milliseconds', () => {
    check(lists, (list) => {
      expect(sumDurations(list)).toBe(Number(total(list) / 1_000_000n) / 1000)
    })
  })
})

describe('sorting times of all 64 bits', () => {
  it('is the stable sort of plain arrays', () => {
    check(lists, (list) => {
      const by = (key: (row: EventRow) => bigint) => (a: EventRow, b: EventRow) =>
        key(a) < key(b) ? -1 : Number(key(a) > key(b))
      expect(rowsOf(sortByTimestamp(list))).toEqual(
        rowsOf(list).toSorted(by(({ startNs }) => startNs)),
      )
      expect(rowsOf(sortByDuration(list))).toEqual(
        rowsOf(list).toSorted(by(({ startNs, endNs }) => startNs - endNs)),
      )
    })
  })
})

describe('categorize, tag and split_url_events', () => {
  const match: RuleMatcher = (fields) => {
    const app = fields.get('app')
    return ['A', 'ü', 'A'].flatMap((each, rule) => (each === app ? [rule] : []))
  }
  const changes = [
    (list: EventColumns) => categorize(list, [['X'], ['Y'], ['X', 'Z']], match),
    (list: EventColumns) => tag(list, ['t', 'u', 't'], match),
    splitUrlEvents,
  ]
  it('add to the data, with sorted keys, and change nothing else', () => {
    check(lists, (list) => {
      for (const change of changes) {
        const changed = rowsOf(change(list))
        expect(changed.map(ofEvents)).toEqual(rowsOf(list).map(ofEvents))
        for (const [i, row] of changed.entries()) {
          expect(parsed(row)).toMatchObject(parsed(isAt(i)(rowsOf(list))))
          expect(printJson(parseJson(row.data))).toBe(row.data)
        }
      }
    })
  })
  it('change nothing the second time', () => {
    check(lists, (list) => {
      for (const change of changes) {
        const once = change(list)
        expect(rowsOf(change(once))).toEqual(rowsOf(once))
      }
    })
  })
})

describe('merging and chunking of a dictionary that grew', () => {
  it('do what they do for a new one', () => {
    check(fc.tuple(lists, lists), ([left, right]) => {
      const both = concat([left, right, right])
      // As reader threads keep it: known to a first query, then longer.
      const texts = both.dictionary.texts.slice()
      const grown = { ...both, dictionary: { texts: texts.slice(0, 1) } }
      if (left.length > 0) mergeByKeys({ ...limitEvents(grown, 1) }, ['app'])
      grown.dictionary.texts.push(...texts.slice(1))
      expect(rowsOf(mergeByKeys(grown, ['app']))).toEqual(rowsOf(mergeByKeys(both, ['app'])))
      expect(rowsOf(chunkByKey(grown, 'app'))).toEqual(rowsOf(chunkByKey(both, 'app')))
    })
  })
})

describe('a heartbeat', () => {
  it('only ever extends the last event, and twice is once', () => {
    const event = fc.record({ id: ns, startNs: ns, length: fc.bigInt(0n, 20n) })
    check(fc.tuple(event, event, fc.bigInt(-5n, 40n)), ([first, second, pulseNs]) => {
      const rowOf = ({ id, startNs, length }: typeof first): EventRow => {
        return { id, startNs, endNs: startNs + length, data: '{}' }
      }
      const [last, beat] = [rowOf(first), rowOf(second)]
      const merged = mergeHeartbeat(last, beat, pulseNs)
      if (merged === undefined) return
      expect(merged).toMatchObject({ id: last.id, startNs: last.startNs, data: last.data })
      expect(merged.endNs >= last.endNs && merged.endNs >= beat.endNs).toBe(true)
      const reach = last.endNs + (pulseNs > 0n ? pulseNs : 0n)
      expect(beat.startNs <= reach).toBe(true)
      if (pulseNs >= 0n) expect(mergeHeartbeat(merged, beat, pulseNs)).toEqual(merged)
    })
  })
})
