// Every worked example of the specification of the transforms.
import { describe, expect, it } from 'vitest'
import type { EventColumns } from '../events/columns.ts'
import { categorize } from './categorize.ts'
import { chunkByKey } from './chunk-by-key.ts'
import { concat } from './concat.ts'
import { events, examplesOf, type Example } from './event-examples.ts'
import { excludeKeyvals, filterKeyvals, filterKeyvalsRegex } from './filter-keyvals.ts'
import { filterPeriodIntersect } from './filter-period-intersect.ts'
import { flood } from './flood.ts'
import { limitEvents } from './limit.ts'
import { mergeByKeys } from './merge-by-keys.ts'
import { periodUnion } from './period-union.ts'
import type { RuleMatcher } from './rule.ts'
import { sortByDuration, sortByTimestamp } from './sort.ts'
import { splitUrlEvents } from './split-url.ts'
import { sumDurations } from './sum-durations.ts'
import { tag } from './tag.ts'
import { unionNoOverlap } from './union-no-overlap.ts'

const none = events()

function expectEvents(found: EventColumns, ...expected: readonly Example[]): void {
  expect(examplesOf(found)).toEqual(expected)
}

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
  it('gives 4.5 hours for three hours and the same shifted by half an hour', () => {
    const hours = (shift: number) =>
      events(...[0, 1, 2].map((h): Example => [h * 5400 + shift, 3600]))
    expect(sumDurations(unionNoOverlap(hours(0), hours(1800)))).toBe(3 * 5400)
  })
})

describe('merge_events_by_keys', () => {
  const x = '{"app":"A","title":"x"}'
  const y = '{"app":"B","title":"y"}'
  it('sums groups and keeps the start and data of the first event', () => {
    const list = events(
      [30, 1, x, 5],
      [20, 2, y, 4],
      [10, 4, '{"app":"A","title":"z"}', 3],
      [5, 8, '{"title":"q"}', 2],
    )
    expectEvents(mergeByKeys(list, ['app']), [30, 5, x, null], [20, 2, y, null])
    expectEvents(mergeByKeys(list, []))
  })
  it('groups by all keys', () => {
    const list = events(
      [0, 1, '{"app":"A","t":1}', 1],
      [1, 2, '{"app":"A","t":2}', 2],
      [2, 4, '{"app":"A","t":1}', 3],
      [3, 8, '{"app":"A"}', 4],
    )
    expectEvents(
      mergeByKeys(list, ['app', 't']),
      [0, 5, '{"app":"A","t":1}', null],
      [1, 2, '{"app":"A","t":2}', null],
    )
  })
  it('keeps 1, 1.0 and "1" apart', () => {
    const list = events([0, 1, '{"n":1}'], [1, 1, '{"n":1.0}'], [2, 1, '{"n":"1"}'])
    expect(mergeByKeys(list, ['n']).length).toBe(3)
  })
})

describe('chunk_events_by_key', () => {
  it('joins consecutive events of one value, whatever lies between', () => {
    const list = events(
      [0, 1, '{"a":1,"b":1}', 1],
      [1, 2, '{"b":9}', 2],
      [50, 4, '{"a":1,"b":2}', 3],
      [60, 8, '{"a":2}', 4],
      [70, 16, '{"a":1}', 5],
    )
    expectEvents(
      chunkByKey(list, 'a'),
      [0, 5, '{"a":1,"b":1}', 1],
      [60, 8, '{"a":2}', 4],
      [70, 16, '{"a":1}', 5],
    )
  })
})

describe('filters by value', () => {
  const list = events([0, 1, 'A', 1], [1, 1, 'B', 2], [2, 1, '{"x":"A"}', 3])
  const texts = (...values: string[]) => new Set(values.map((value) => JSON.stringify(value)))
  it('keeps and excludes', () => {
    expectEvents(filterKeyvals(list, 'app', texts('A', 'C')), [0, 1, 'A', 1])
    expectEvents(excludeKeyvals(list, 'app', texts('A')), [1, 1, 'B', 2], [2, 1, '{"x":"A"}', 3])
  })
  it('compares typed values', () => {
    const audible = events([0, 1, '{"audible":true}'], [1, 1, '{"audible":"true"}'], [2, 1, '{}'])
    expect(filterKeyvals(audible, 'audible', new Set(['true'])).length).toBe(1)
    const numbers = events([0, 1, '{"n":1}'], [1, 1, '{"n":1.0}'])
    expectEvents(filterKeyvals(numbers, 'n', new Set(['1.0'])), [1, 1, '{"n":1.0}', 1])
  })
  it('searches strings, and drops other values', () => {
    const titles = ['"foo"', '"bar"', '"barn"', '7', '"xbar"']
    const titled = events(...titles.map((title, i): Example => [i, 1, `{"title":${title}}`, i]))
    const found = filterKeyvalsRegex(titled, 'title', (text) => /^ba[rz]/.test(text))
    expect(examplesOf(found).map(([start]) => start)).toEqual([1, 2])
  })
  it('looks at top-level keys only', () => {
    const nested = events([0, 1, '{"a":{"app":"A"},"b":["app"],"c":"\\"app\\":\\"A\\""}'])
    expectEvents(filterKeyvals(nested, 'app', texts('A')))
  })
})

describe('categorize and tag', () => {
  /** The rules are patterns over the data's strings, joined with spaces. */
  const matcher =
    (...patterns: readonly RegExp[]): RuleMatcher =>
    (fields) => {
      const text = [...fields.values()].join(' ')
      return patterns.flatMap((pattern, number) => (pattern.test(text) ? [number] : []))
    }
  const data = '{"app":"vim","n":1,"title":"aw-server"}'
  it('take the deepest matching category, the later of equals', () => {
    const categories = [['Work'], ['Work', 'Prog'], ['Media'], ['Other']]
    const [vim, editor, aw, never] = [/^vim/, /vim|emacs/, /aw-server$/, /never/]
    const categoryBy = (...patterns: RegExp[]) => {
      const found = categorize(events([0, 1, data]), categories, matcher(...patterns))
      return (JSON.parse(examplesOf(found)[0]![2]!) as { $category: string[] }).$category
    }
    expect(categoryBy(vim, editor, aw)).toEqual(['Work', 'Prog'])
    expect(categoryBy(vim, never, aw)).toEqual(['Media'])
    expect(categoryBy(never)).toEqual(['Uncategorized'])
    expect(categoryBy()).toEqual(['Uncategorized'])
  })
  it('overwrite what earlier rules wrote', () => {
    const found = categorize(
      events([0, 1, '{"$category":["Old"],"a":"b"}']),
      [['New']],
      matcher(/b/),
    )
    expectEvents(found, [0, 1, '{"$category":["New"],"a":"b"}', 1])
  })
  it('sort tags and give each once', () => {
    const tagged = tag(
      events([0, 1, '{"t":"foo"}']),
      ['z', 'a', 'z', 'q'],
      matcher(/o/, /f/, /f/, /x/),
    )
    expectEvents(tagged, [0, 1, '{"$tags":["a","z"],"t":"foo"}', 1])
  })
})

describe('split_url_events', () => {
  const split = (url: string) => {
    const data = examplesOf(splitUrlEvents(events([0, 1, JSON.stringify({ url })])))[0]![2]!
    const parts = JSON.parse(data) as Record<string, string>
    return [parts['$protocol'], parts['$domain'], parts['$path'], parts['$params']]
  }
  it.each([
    ['http://www.google.com/path?query=1', ['http', 'google.com', '/path', 'query=1']],
    ['file:///a/b.pdf', ['file', 'file', '/a/b.pdf', '']],
    ['about:blank', ['about', 'about', 'blank', '']],
    ['http://www.www.x.com/', ['http', 'x.com', '/', '']],
    ['HTTP://u:p@EXAMPLE.com:8080/a b?x=1#f', ['http', 'example.com', '/a%20b', 'x=1']],
  ])('splits %s', (url, parts) => expect(split(url)).toEqual(parts))
  it('leaves what is no absolute URL', () => {
    expectEvents(splitUrlEvents(events([0, 1, '{"url":"a/b"}'])), [0, 1, '{"url":"a/b"}', 1])
    expectEvents(splitUrlEvents(events([0, 1, '{"url":7}'])), [0, 1, '{"url":7}', 1])
  })
})

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
