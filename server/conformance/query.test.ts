// The query language over HTTP: §7.4 of the specification, and what §7.11 adds of queries.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, BUCKET, event, startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  for (const [id, hostname] of [
    ['q_h1', 'h1'],
    ['q_h2', 'h2'],
    ['empty', 'h1'],
  ] as const) {
    await server.ask('POST', `/buckets/${id}`, { ...BUCKET, hostname })
  }
  const data = [
    { app: 'vim', title: 'aw', n: 1 },
    { app: 'tmux', f: 1.0, '\uE000': 1, '😀': 2 },
  ]
  const texts = data.map((each, i) => event(i * 10, 1, each))
  // JSON.stringify writes 1.0 as 1, so the float is put in by hand.
  const body = JSON.stringify(texts).replace('"f":1', '"f":1.0')
  await server.ask('POST', '/buckets/q_h1/events', body)
})
afterAll(async () => {
  expect(server.troubles.filter((trouble) => !trouble.includes('returns the function'))).toEqual([])
  await server.close()
})

const PERIOD = `${at(-100)}/${at(100)}`
const ask = (query: readonly string[], timeperiods: readonly string[] = [PERIOD]) =>
  server.ask('POST', '/query/', { timeperiods, query })

describe('programs', () => {
  it.each([
    ['True;False;a=True;return True;', 'true'],
    ['1;1.;return 1.1;', '1.1'],
    ['return 1;', '1.0'],
    ['RETURN=1;', '1.0'],
    ['return 1+1;', '2.0'],
    ['return 1 == 1;', 'true'],
    ['return "a" == "b";', 'false'],
    ['return true == True;', 'true'],
    ['if true { return 1; }', '1.0'],
    ['a = false; if a { return 1; } else { return 2; }', '2.0'],
    ['if false { return 1; } elif true { return 2; } else { return 3; }', '2.0'],
    ['if true { if false { return 1; } else { return 2; } }', '2.0'],
    ['print(1); return print(1, 2);', '[]'],
    ['return "a \\" b";', '"a \\" b"'],
    ['return [[], [1, "a", 1+1]];', '[[],[1.0,"a",2.0]]'],
    ['return 1; # a comment', '1.0'],
    ['return {"b": {}, "a": {"y": 1, "x": [{}]}};', '{"a":{"x":[{}],"y":1.0},"b":{}}'],
    ['return [1] + ["a"];', '[1.0,"a"]'],
    ['return "a" + "b";', '"ab"'],
    ['return contains([1, "a"], "a");', 'true'],
    ['return contains({"a": 1}, "b");', 'false'],
    ['return 1+2*3;', '9.0'],
    ['return 4/2;', '2.0'],
    ['return 2.5%1;', '0.5'],
    ['return 1+1+0+1;', '3.0'],
    ['return 0-1;', '-1.0'],
    ['return 1%0;', 'null'],
    ['return 1; x = 2; return x;', '2.0'],
    ['return a = 1;', '[]'],
    ['return 1; @ whatever', '1.0'],
    ['f = sum_durations; return f(query_bucket("empty"));', '0.0'],
    ['return find_bucket("q_", "h2");', '"q_h2"'],
    ['return 0.000001;', '1e-6'],
    ['return 10000000000000000;', '1e16'],
    ['return query_bucket("q_h1") == query_bucket("q_h1");', 'true'],
    ['return filter_keyvals(query_bucket("q_h1"), "n", [1]);', '[]'],
  ])('%s gives %s', async (program, answer) => {
    const { status, text } = await ask([program])
    expect([status, text]).toEqual([200, `[${answer}]`])
  })

  it.each([
    ['', 'EmptyQuery'],
    ['1;', 'EmptyQuery'],
    ['return 1', 'ParsingError'],
    ["return 'x';", 'ParsingError'],
    ['return [1,];', 'ParsingError'],
    ['return 1 == "a";', 'InvalidType'],
    ['return 2==1+1;', 'InvalidType'],
    ['if 1 { return 1; }', 'InvalidType'],
    ['return nope(1);', 'VariableNotDefined'],
    ['return nope;', 'VariableNotDefined'],
    ['flood = 1; return flood([]);', 'InvalidType'],
    ['return 1/0;', 'MathError'],
    ['return flood();', 'InvalidFunctionParameters'],
    ['return flood([1]);', 'InvalidFunctionParameters'],
    ['return query_bucket("nowhere");', 'BucketQueryError'],
    ['return find_bucket("nowhere");', 'BucketQueryError'],
    ['TIMEINTERVAL = "x"; return query_bucket("empty");', 'TimeIntervalError'],
    ['return filter_keyvals_regex([], "a", "(");', 'RegexCompileError'],
    [
      'return categorize([], [[["A"], {"type": "regex", "regex": "!#¤%&/(="}]]);',
      'RegexCompileError',
    ],
    ['return categorize([], [[["A"], {"type": "regex"}]]);', 'InvalidFunctionParameters'],
    ['return tag([], [["a", {"type": "what"}]]);', 'InvalidFunctionParameters'],
    ['return tag([], [["a", 1]]);', 'InvalidFunctionParameters'],
  ])('%s fails with %s', async (program, variant) => {
    const { status, text } = await ask([program])
    expect(status).toBe(500)
    expect((JSON.parse(text) as { message: string }).message).toMatch(new RegExp(`^${variant}`))
  })

  it('chain all functions', async () => {
    const { status } = await ask([
      'e = query_bucket(find_bucket("q_h1", "h1"));',
      'e = flood(e); e = sort_by_duration(e); e = limit_events(e, 10000); e = sort_by_timestamp(e);',
      'e = concat(e, query_bucket("q_h2"));',
      'e = categorize(e, [[["Test"], {"type": "regex", "regex": "vim"}], [["Test", "Sub"], {"type": "regex", "regex": "aw"}]]);',
      'e = tag(e, [["t", {"type": "regex", "regex": "v"}], ["u", {"type": "none"}]]);',
      'total = sum_durations(e); names = query_bucket_names(); print("x", total, names);',
      'e = split_url_events(e); e = filter_period_intersect(e, e); e = period_union(e, []);',
      'e = filter_keyvals(e, "$tags", ["x"]); e = exclude_keyvals(e, "$tags", ["x"]);',
      'e = filter_keyvals_regex(e, "app", ".*"); e = chunk_events_by_key(e, "app");',
      'e = merge_events_by_keys(union_no_overlap(e, []), ["app"]); return e;',
    ])
    expect(status).toBe(200)
  })

  it('have their lines joined by line ends', async () => {
    expect((await ask(['a = 1; # a comment', 'return a;'])).text).toBe('[1.0]')
    expect((await ask(['retu', 'rn 1;'])).text).toContain('ParsingError')
  })

  it('end at the first slash that closes no string', async () => {
    const { text } = await ask(['p="C:\\\\"; q="z"; return p;'])
    expect(text).toContain('ParsingError')
  })

  it('get the keys of data sorted by bytes, and numbers as they came', async () => {
    const { text } = await ask(['return query_bucket("q_h1");'])
    expect(text).toBe(
      `[[{"data":{"app":"tmux","f":1.0,"\uE000":1,"😀":2},"duration":1.0,"id":2,"timestamp":"2018-01-01T01:01:11Z"},` +
        `{"data":{"app":"vim","n":1,"title":"aw"},"duration":1.0,"id":1,"timestamp":"2018-01-01T01:01:01Z"}]]`,
    )
  })

  it('that return a function get a page, not a message', async () => {
    const { status, text } = await ask(['return flood;'])
    expect([status, text.startsWith('<!DOCTYPE html>')]).toEqual([500, true])
  })
})

describe('periods', () => {
  const [first, second] = [`${at(0)}/${at(5)}`, `${at(5)}/${at(20)}`]

  it('are answered in their order', async () => {
    const count = ['return sum_durations(query_bucket("q_h1")) + 0;']
    expect((await ask(count, [first, second])).text).toBe('[1.0,1.0]')
    expect((await ask(['return TIMEINTERVAL;'], [second, first])).text).toBe(
      '["2018-01-01T01:01:06+00:00/2018-01-01T01:01:21+00:00","2018-01-01T01:01:01+00:00/2018-01-01T01:01:06+00:00"]',
    )
  })

  it('fail together', async () => {
    const interval = '2018-01-01T01:01:01+00:00/2018-01-01T01:01:06+00:00'
    const program = [`if TIMEINTERVAL == "${interval}" { return 1; } else { return 1/0; }`]
    expect((await ask(program, [first])).text).toBe('[1.0]')
    expect((await ask(program, [first, second])).status).toBe(500)
  })

  it('may be none, may end before they start, and must be strict', async () => {
    expect((await ask(['nonsense'], [])).text).toBe('[]')
    expect((await ask(['return query_bucket("q_h1");'], [`${at(9)}/${at(0)}`])).text).toBe('[[]]')
    const naive = '2018-01-01T00:00:00/2018-01-02T00:00:00'
    for (const period of [
      naive,
      'x/y',
      at(0),
      `${at(0)}/${at(1)}/${at(2)}`,
      '2018-01-01/2018-01-02',
    ]) {
      expect((await ask(['return 1;'], [period])).status).toBe(422)
    }
  })
})

describe('what programs print', () => {
  it('goes to the log, up to a number of lines for a request', async () => {
    const before = server.printed.length
    await ask(['print("a\\b", 1, [true], {}); return print(query_bucket("empty"));'])
    expect(server.printed.slice(before)).toEqual(['"a\\\\b" 1.0 [true] {}', '[]'])
    await ask(['print(1);'.repeat(300), 'return 1;'])
    const lines = server.printed.slice(before + 2)
    expect(lines).toHaveLength(101)
    expect(lines.at(-1)).toMatch(/^\(more than 100 lines/)
  })
})
