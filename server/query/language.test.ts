// Statements, operators and values: numbers 68 to 87 of the cases that the original checks, and oddities.
import { describe, expect, it } from 'vitest'
import { parseProgram } from './parser.ts'
import { answer, answerText, sourceOf } from './query-examples.ts'
import { runQuery } from './run-query.ts'

describe('programs', () => {
  it.each<[string, unknown]>([
    ['True;False;a=True;return True;', true],
    ['1;1.;return 1.1;', 1.1],
    ['return 1==1;', true],
    ['return 1==2;', false],
    ['return "a"=="a";', true],
    ['return "a"=="b";', false],
    ['return true==True;', true],
    ['return true==false;', false],
    ['return 1;', 1],
    ['RETURN=1;', 1],
    ['return 1+1;', 2],
    ['if true { return 1; }', 1],
    ['a=false; return 1; if a { return 2; }', 1],
    ['if 1==2 { return 1; } else { return 2; }', 2],
    ['if false { return 1; } elif true { return 2; }', 2],
    ['if false { return 1; } elif false { return 2; } else { return 3; }', 3],
    ['if true { if false { return 1; } else { return 2; } }', 2],
    ['if true { a = 7; } return a;', 7],
    ['return print(1);', []],
    ['return print(1, 2);', []],
    ['return "say \\"hi\\"";', 'say "hi"'],
    ['return [];', []],
    ['return [1, [2, "x"], 1+2];', [1, [2, 'x'], 3]],
    ['return 1; # a comment', 1],
    ['# first\nreturn 1;', 1],
    ['return {};', {}],
    ['return {"b": 1, "a": [true], "c": {"d": 1+1}};', { a: [true], b: 1, c: { d: 2 } }],
    ['return {"a": 1, "a": 2};', { a: 2 }],
    ['return [1]+[2];', [1, 2]],
    ['return "a"+"b";', 'ab'],
    ['return contains([1,"a",[2]], [2]);', true],
    ['return contains([1,"a"], 2);', false],
    ['return contains({"k":1}, "k");', true],
    ['return contains({"k":1}, "x");', false],
    ['return 1-1;', 0],
    ['return 3*5;', 15],
    ['return 4/2;', 2],
    ['return 2.5%1;', 0.5],
    ['return (0-5)%3;', -2],
    ['return 1%0;', null],
    ['return 1+1+0+1;', 3],
    ['return 1+2*3;', 9],
    ['return 1+1==2;', true],
    ['return 1+(2*3);', 7],
    ['iffy=1; truest=2; return iffy+truest;', 3],
    ['f=contains; return f([1],1);', true],
    ['return 1; return 2;', 2],
    ['return 1; RETURN = RETURN + 1;', 2],
    ['return a=1;', []],
    [';;return 1;;', 1],
    ['return [print(1)] == [print(2)];', true],
    ['return print(1) == print(1);', false],
    ['return [1] == ["1"];', false],
    ['return {"a":[1]} == {"a":[1]};', true],
    ['return {"a":1} == {"a":1,"b":1};', false],
    ['return "two\nlines";', 'two\nlines'],
    ['return "a;b";', 'a;b'],
    ['return contains([sum_durations(flood(sort_by_timestamp([])))], 0);', true],
    ['return "\\w\\\\ \\d";', '\\w\\\\ \\d'],
    ['return TIMEINTERVAL;', '1970-01-01T00:00:00+00:00/1970-01-01T00:16:40+00:00'],
  ])('%s', async (program, expected) => expect(await answer(program)).toEqual(expected))

  it.each([
    ['return 1=="1";', 'InvalidType("'],
    ['return 2==1+1;', 'InvalidType("'],
    ['return flood==flood;', 'InvalidType("'],
    ['return 1+"a";', 'InvalidType("'],
    ['return "a"*2;', 'InvalidType("'],
    ['return [1]+1;', 'InvalidType("'],
    ['if 1 { return 1; }', 'InvalidType("'],
    ['return unknown(1);', 'VariableNotDefined("unknown")'],
    ['return x;', 'VariableNotDefined("x")'],
    ['return unknown(y);', 'VariableNotDefined("y")'],
    ['a=1; return a(1);', 'InvalidType("a")'],
    ['flood = 1; return flood([]);', 'InvalidType("flood")'],
    ['return 1/0;', 'MathError("Tried to divide by zero!")'],
    ['', 'EmptyQuery'],
    ['a=1;', 'EmptyQuery'],
    ['return flood();', 'InvalidFunctionParameters("Expected 1 parameters in function, got 0")'],
    [
      'return flood([],[]);',
      'InvalidFunctionParameters("Expected 1 parameters in function, got 2")',
    ],
    ['return flood([1]);', 'InvalidFunctionParameters("'],
    ['return find_bucket();', 'InvalidFunctionParameters("Expected 1 or 2 parameters'],
    ['return contains(1,1);', 'InvalidFunctionParameters("'],
    ['return contains({},1);', 'InvalidFunctionParameters("'],
    ['return union([],[]);', 'VariableNotDefined("union")'],
    ['return query_bucket_eventcount("x");', 'VariableNotDefined("query_bucket_eventcount")'],
    ['return nop();', 'VariableNotDefined("nop")'],
    ['return simplify_window_titles([],"x");', 'VariableNotDefined("simplify_window_titles")'],
    ['return find_bucket("x");', 'BucketQueryError("Failed to find bucket matching filter \'x\'")'],
    [
      'return query_bucket("x");',
      'BucketQueryError("Failed to query bucket: NoSuchBucket(\\"x\\")")',
    ],
    ['TIMEINTERVAL = 1; return query_bucket("x");', 'TimeIntervalError("'],
    ['TIMEINTERVAL = "a/b"; return query_bucket("x");', 'TimeIntervalError("'],
    ["return 'x';", 'ParsingError("(None, '],
    ['return 1', 'ParsingError("(None, '],
    ['return -1;', 'ParsingError("(Some((\\"-\\", Span { lo: 7, hi: 8, line: 1 })), '],
    ['a=1;\nreturn [1,];', 'ParsingError("(Some((\\"]\\", Span { lo: 15, hi: 16, line: 2 })), '],
    ['return {"a":1,};', 'ParsingError("'],
    ['return {a:1};', 'ParsingError("'],
    ['return 1.5.2;', 'ParsingError("'],
    ['if true { return 1;', 'ParsingError("(None, '],
    ['return 1; }', 'ParsingError("'],
    ['else { return 1; }', 'ParsingError("'],
    ['return "open', 'ParsingError("(None, '],
    ['return a b;', 'ParsingError("'],
  ])('%s fails', async (program, message) => {
    await expect(answer(program)).rejects.toThrow(message)
  })

  it('end silently at a character that no rule knows', async () => {
    expect(await answer('return 1; @ whatever')).toBe(1)
  })

  it('lex a string that ends in a backslash up to the next quote, if there is one', async () => {
    expect(await answer('p="C:\\\\"; q="; return p;')).toBe('C:\\"; q=')
    expect(await answer('return "C:\\";')).toBe('C:\\')
  })

  it('print numbers as floats, and None as an empty list', async () => {
    expect(await answerText('return [1, 0.1, 10000000000000000, print(1)];')).toBe(
      '[[1.0,0.1,1e16,[]]]',
    )
  })

  it('cannot return functions', async () => {
    await expect(answer('return [flood];')).rejects.toMatchObject({
      name: 'UnprintableResultError',
    })
  })
})

describe('requests', () => {
  const source = sourceOf()
  const run = async (program: string, periods: { startNs: bigint; endNs: bigint }[]) => {
    const bytes = await runQuery({ program, periods, source, options: { copies: 'move' } })
    return new TextDecoder().decode(bytes)
  }
  it('answer once per period, each with fresh variables', async () => {
    const periods = [
      { startNs: 0n, endNs: 1n },
      { startNs: 1_500_000_000n, endNs: 2_000_000_000n },
    ]
    expect(await run('return TIMEINTERVAL;', periods)).toBe(
      '["1970-01-01T00:00:00+00:00/1970-01-01T00:00:00.000000001+00:00",' +
        '"1970-01-01T00:00:01.500+00:00/1970-01-01T00:00:02+00:00"]',
    )
  })
  it('without periods are answered without looking at the program', async () => {
    expect(await run('this is no program', [])).toBe('[]')
  })
})

describe('hostile programs', () => {
  const doubling = (first: string, step: string) => `${first}${step.repeat(60)}return 1;`
  it.each([
    ['nested parentheses', `return ${'('.repeat(100_000)}`],
    ['nested lists', `return ${'['.repeat(100_000)}`],
    ['nested blocks', 'if true {'.repeat(100_000)],
    ['nested calls', 'print('.repeat(100_000)],
    ['lists that double', doubling('a=[1];', 'a=a+a;')],
    ['lists that hold themselves twice', doubling('a=[1];', 'a=[a,a];')],
    ['dicts that hold themselves twice', doubling('a={};', 'a={"a":a,"b":a};')],
    ['strings that double', doubling('a="xx";', 'a=a+a;')],
    ['values that nest', `a=[];${'a=[a];'.repeat(500)}return a;`],
    ['texts without end', ' '.repeat(5_000_000)],
  ])('meet a limit: %s', async (_, program) => {
    await expect(answer(program)).rejects.toMatchObject({ variant: 'LimitExceeded' })
  })
  it('may be long without nesting', async () => {
    expect(await answer(`return 1${'+1'.repeat(50_000)};`)).toBe(50_001)
    const chain = `if false {} ${'elif false {} '.repeat(20_000)} else { return 1; }`
    expect(await answer(chain)).toBe(1)
  })
  it('stop when asked', async () => {
    let asked = 0
    const options = { shouldStop: () => ++asked > 5 }
    await expect(answer('a=1;'.repeat(10), sourceOf(), options)).rejects.toMatchObject({
      variant: 'Stopped',
    })
  })
  it('are parsed in linear time however many quotes they hold', () => {
    expect(() => parseProgram(`"${'\\"'.repeat(500_000)}`)).toThrow('ParsingError')
  })
})
