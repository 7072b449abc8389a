import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from './json-parse.ts'
import { printJson } from './json-print.ts'
import { compareUtf8 } from './utf8-order.ts'

const canonical = (text: string) => printJson(parseJson(text))

describe('canonical JSON', () => {
  it.each([
    ['{"b":1,"a":2}', '{"a":2,"b":1}'],
    [' { "a" : [ 1 , 1.0 , true , null ] } ', '{"a":[1,1.0,true,null]}'],
    ['{"b":1,"2":2,"10":3}', '{"10":3,"2":2,"b":1}'],
    ['{"__proto__":{"x":1},"constructor":2}', '{"__proto__":{"x":1},"constructor":2}'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['[18446744073709551615,-9223372036854775808]', '[18446744073709551615,-9223372036854775808]'],
    ['[18446744073709551616]', '[1.8446744073709552e19]'],
    ['[-9223372036854775809]', '[-9.223372036854776e18]'],
    ['[-0,-0.0,0,0.0]', '[-0.0,-0.0,0,0.0]'],
    ['[1e15,1e16,0.00001,0.000001,1.5e-7]', '[1000000000000000.0,1e16,0.00001,1e-6,1.5e-7]'],
    ['"\\u00e9\\ud83d\\ude00\\/\\u001F\\u007f"', '"é😀/\\u001f\u007f"'],
    ['"\\b\\f\\n\\r\\t\\u2028"', '"\\b\\f\\n\\r\\t\u2028"'],
    ['{}', '{}'],
    ['{"\uffff":1,"😀":2,"z":3}', '{"z":3,"\uffff":1,"😀":2}'],
  ])('spells %s as %s', (text, expected) => expect(canonical(text)).toBe(expected))

  it.each([
    ['', 'the text ends'],
    ['{"a":1', 'the text ends'],
    ['[1 2]', '"," or "]"'],
    ['[1,]', 'a JSON value'],
    ['{"a":1,}', 'a string'],
    ['{a:1}', 'a string'],
    ['01', 'the end of the text'],
    ['1.', 'the end of the text'],
    ['+1', 'a JSON value'],
    ['NaN', 'a JSON value'],
    ['1e400', 'a double can hold'],
    ['"\\ud800"', 'surrogate pair'],
    ['"\\ud800\\u0041"', 'surrogate pair'],
    ['"\\udc00"', 'surrogate pair'],
    ['"\\x"', 'an escape'],
    ['"\\u12g4"', 'hexadecimal'],
    ['"a\nb"', 'raw control'],
    ['"a', 'the text ends'],
    ['[1] x', 'the end of the text'],
  ])('refuses %j', (text, reason) => expect(() => parseJson(text)).toThrow(reason))

  it('limits nesting', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(canonical(nested(128))).toBe(nested(128))
    expect(() => parseJson(nested(129))).toThrow('less nesting')
    expect(() => parseJson('['.repeat(1_000_000))).toThrow('less nesting')
    expect(canonical('[[1],[2],{"a":[]}]')).toBe('[[1],[2],{"a":[]}]')
  })

  it('tells of repeated keys', () => {
    const repeated: string[] = []
    parseJson('{"a":1,"b":{"a":1,"a":2},"a":3}', { onRepeatedKey: (_, key) => repeated.push(key) })
    expect(repeated).toEqual(['a', 'a'])
  })

  it('agrees with JSON.parse on everything that has no numbers', () => {
    const anyText = fc.json({ noUnicodeString: false }).filter((text) => !/\d/.test(text))
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(canonical(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('is the same after a second pass', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const once = canonical(text)
        expect(canonical(once)).toBe(once)
      }),
    )
  })
})

describe('the order of keys', () => {
  it('is the order of their bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const bytes = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(Math.sign(compareUtf8(a, b))).toBe(bytes)
      }),
    )
  })
})
