// Functions inside queries: the cases of the original numbered 76 to 80, 91 and 97 to 100.
import { describe, expect, it } from 'vitest'
import { FUNCTIONS } from './functions.ts'
import { answer, answerText, bucket, sourceOf } from './query-examples.ts'

const source = sourceOf(
  bucket(
    'aw-watcher-window_h1',
    'h1',
    [10, 20, '{"app":"vim","title":"aw-server"}', 1],
    [31, 9, '{"app":"Firefox","title":"Ümlaut 12","url":"http://www.x.org/p?q=1"}', 2],
    [60, 5, '{"app":"vim","title":"notes","n":1}', 3],
  ),
  bucket('aw-watcher-afk_h1', 'h1', [0, 50, '{"status":"not-afk"}', 4]),
  bucket('aw-watcher-afk_h2', 'h2'),
  bucket('aw-watcher-afk', 'h3'),
)
const window = 'w = query_bucket("aw-watcher-window_h1");'

interface FoundEvent {
  readonly data: Readonly<Record<string, unknown>>
  readonly duration: number
  readonly id: number | null
}

const list = async (program: string) => (await answer(window + program, source)) as FoundEvent[]
const ids = async (program: string) => (await list(program)).map(({ id }) => id)

describe('the event source', () => {
  it('gives the events of the period, newest first', async () => {
    expect(await ids('return w;')).toEqual([3, 2, 1])
  })
  it('is asked for the range in TIMEINTERVAL', async () => {
    const interval = '1970-01-01T00:00:35Z/1970-01-01T00:00:45Z'
    const program = `TIMEINTERVAL="${interval}"; return query_bucket("aw-watcher-window_h1");`
    expect((await list(program)).map(({ id, duration }) => [id, duration])).toEqual([[2, 5]])
  })
  it('finds buckets: the exact id, else the first that begins so, on the host if given', async () => {
    const find = (args: string) => answer(`return find_bucket(${args});`, source)
    expect(await find('"aw-watcher-afk"')).toBe('aw-watcher-afk')
    expect(await find('"aw-watcher-afk", "h2"')).toBe('aw-watcher-afk_h2')
    expect(await find('"aw-watcher-w"')).toBe('aw-watcher-window_h1')
    await expect(find('"aw-watcher-w", "h2"')).rejects.toThrow("'aw-watcher-w' and hostname 'h2'")
    await expect(find('"watcher"')).rejects.toThrow('BucketQueryError')
  })
  it('names all buckets', async () => {
    expect(await answer('return query_bucket_names();', source)).toHaveLength(4)
  })
})

const everything = `
  ${window}
  e = query_bucket(find_bucket("aw-watcher-window_", "h1"));
  e = flood(e); e = sort_by_duration(e); e = limit_events(e, 10); e = sort_by_timestamp(e);
  e = concat(e, query_bucket("aw-watcher-afk_h1"));
  e = categorize(e, [[["Test"], {"type": "regex", "regex": "vim$"}],
    [["Test", "Subtest"], {"type": "regex", "regex": "AW-", "ignore_case": true}]]);
  e = tag(e, [["a tag", {"type": "regex", "regex": "."}], ["none", {"type": "none"}]]);
  total = sum_durations(e); names = query_bucket_names(); print("names", names, e, flood);
  e = split_url_events(e);
  i = filter_period_intersect(e, query_bucket("aw-watcher-afk_h1"));
  k = filter_keyvals(e, "app", ["vim"]); x = exclude_keyvals(e, "app", ["vim"]);
  r = filter_keyvals_regex(e, "title", "(?i)^ü"); c = chunk_events_by_key(e, "app");
  m = merge_events_by_keys(e, ["app", "$category"]);
  p = period_union(k, r); u = union_no_overlap(sort_by_timestamp(k), sort_by_timestamp(w));
  return {"e": e, "i": i, "k": k, "x": x, "r": r, "c": c, "m": m, "p": p, "u": u, "total": total,
    "lists": [e + w, [1] + w, w + [], contains([w], w)]};`

describe('all functions', () => {
  it('chain', async () => {
    const result = (await answer(everything, source)) as Record<string, FoundEvent[]>
    expect(result['k']).toHaveLength(2)
    expect(result['x']).toHaveLength(2)
    expect(result['r']![0]!.data).toMatchObject({ $domain: 'x.org', $tags: ['a tag'] })
    expect(result['m']).toHaveLength(3)
    expect(result['total']).toBe(84.5 + 0.5)
  })
  it('answer the same bytes when arguments are copied deeply', async () => {
    const moved = await answerText(everything, source, { copies: 'move' })
    expect(await answerText(everything, source, { copies: 'deep' })).toBe(moved)
  })
  it('print to the log', async () => {
    const lines: string[] = []
    await answer('print("a", 1, [flood]);', source, { log: (line) => lines.push(line) }).catch(
      () => undefined,
    )
    expect(lines).toEqual(['"a" 1.0 <List>'])
  })
  it('are called by plain names only', async () => {
    expect(Object.keys(FUNCTIONS)).toHaveLength(22)
    await expect(answer('return constructor();')).rejects.toThrow('VariableNotDefined')
    await expect(answer('return __proto__;')).rejects.toThrow('VariableNotDefined')
  })
})

describe('rules', () => {
  const categorized = (rules: string) => list(`return categorize(w, ${rules});`)
  it('pick the deepest category', async () => {
    const rules =
      '[[["Test"], {"type":"regex","regex":"vim"}], [["Test","Subtest"], {"type":"regex","regex":"aw-"}]]'
    const found = await categorized(rules)
    expect(found.map(({ data }) => data['$category'])).toEqual([
      ['Test'],
      ['Uncategorized'],
      ['Test', 'Subtest'],
    ])
  })
  it('select keys', async () => {
    const rule = (keys: string) => `{"type":"regex","regex":"vim|1","select_keys":[${keys}]}`
    const found = await list(
      `return tag(w, [["app", ${rule('"app"')}], ["title", ${rule('"title"')}], ["n", ${rule('"n","missing"')}]]);`,
    )
    expect(found.map(({ data }) => data['$tags'])).toEqual([['app'], ['title'], ['app']])
  })
  it('may be off, and match any string with an empty pattern', async () => {
    const found = await list(
      'return tag(w, [["q", {"type":"none"}], ["all", {"type":"regex","regex":""}, 7]]);',
    )
    expect(found.map(({ data }) => data['$tags'])).toEqual([['all'], ['all'], ['all']])
  })
  it('match words of any letters', async () => {
    const rules = '[[["Words"], {"type":"regex","regex":"^\\w+ \\d+$"}]]'
    expect((await categorized(rules)).map(({ data }) => data['$category'])).toEqual([
      ['Uncategorized'],
      ['Words'],
      ['Uncategorized'],
    ])
  })
  it.each(['"ignore_case":false', '"ignore_case":true', '"select_keys":["app","title"]'])(
    'take %s',
    async (option) => {
      expect(await categorized(`[[["A"], {"type":"regex","regex":"a",${option}}]]`)).toHaveLength(3)
    },
  )
  it.each([
    ['[1]', 'InvalidFunctionParameters'],
    ['[[["A"]]]', 'InvalidFunctionParameters'],
    ['[["A", {"type":"none"}]]', 'InvalidFunctionParameters'],
    ['[[["A"], 1]]', 'InvalidFunctionParameters'],
    ['[[["A"], {}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":true}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"unknown"}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"regex"}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"regex","regex":1}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"regex","regex":"a","ignore_case":1}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"regex","regex":"a","select_keys":"a"}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"regex","regex":"a","select_keys":[1]}]]', 'InvalidFunctionParameters'],
    ['[[["A"], {"type":"regex","regex":"a","select_keys":[]}]]', 'RegexCompileError'],
    ['[[["A"], {"type":"regex","regex":"!#¤%&/(="}]]', 'RegexCompileError'],
  ])('%s fail', async (rules, variant) => {
    await expect(categorized(rules)).rejects.toMatchObject({ variant })
  })
})

describe('filters by value', () => {
  it('take strings, numbers, booleans, None and nested lists, but nothing else', async () => {
    expect(await ids('return filter_keyvals(w, "app", ["vim", 1, true, print(1), [1]]);')).toEqual([
      3, 1,
    ])
    expect(await ids('return filter_keyvals(w, "n", [1]);')).toEqual([])
    const program = (value: string) => `return filter_keyvals(w, "app", [${value}]);`
    await expect(list(program('{}'))).rejects.toThrow('InvalidFunctionParameters')
    await expect(list(program('w'))).rejects.toThrow('InvalidFunctionParameters')
  })
  it('match categories exactly', async () => {
    const categories = 'w = categorize(w, [[["Work","Mail"], {"type":"regex","regex":"vim"}]]);'
    expect(
      await ids(`${categories} return filter_keyvals(w, "$category", [["Work","Mail"]]);`),
    ).toEqual([3, 1])
    expect(await ids(`${categories} return filter_keyvals(w, "$category", [["Work"]]);`)).toEqual(
      [],
    )
  })
})
