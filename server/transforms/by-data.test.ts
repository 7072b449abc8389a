// Transforms that look at the data of events.
import { describe, expect, it } from 'vitest'
import { categorize } from './categorize.ts'
import { chunkByKey } from './chunk-by-key.ts'
import { events, examplesOf, type Example } from './event-examples.ts'
import { expectEvents } from './expect-events.ts'
import { excludeKeyvals, filterKeyvals, filterKeyvalsRegex } from './filter-keyvals.ts'
import { mergeByKeys } from './merge-by-keys.ts'
import type { RuleMatcher } from './rule.ts'
import { splitUrlEvents } from './split-url.ts'
import { tag } from './tag.ts'

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
    const titled = events(...titles.map((title, i): Example => [i, 1, `{"title":${title}}`, i]), [
      5,
      1,
      '{"other":"bar"}',
    ])
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
