import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldReader, readFields, stringOf, withFields } from './json-fields.ts'
import { parseJson } from './json-parse.ts'
import { printJson } from './json-print.ts'
import type { JsonObject } from './json-value.ts'

const anyObject = fc
  .dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
  .map((object) => printJson(parseJson(JSON.stringify(object).replaceAll(/\\ud[89a-f]../g, 'x'))))

describe('fields of object texts', () => {
  it('are what parsing would find', () => {
    fc.assert(
      fc.property(anyObject, (text) => {
        const parsed = parseJson(text) as JsonObject
        const expected = [...parsed].map(([key, value]) => [key, printJson(value)])
        expect([...readFields(text)]).toEqual(expected)
        for (const [key, value] of expected) expect(fieldReader(key!)(text)).toBe(value)
      }),
    )
  })

  it('are set as parsing and printing would do', () => {
    fc.assert(
      fc.property(anyObject, fc.string(), (text, key) => {
        const parsed = new Map(parseJson(text) as JsonObject).set(key, 'new')
        expect(withFields(text, { [key]: '"new"' })).toBe(printJson(parsed))
      }),
    )
  })

  it('are found behind tricky texts', () => {
    const text = printJson(parseJson('{"a":"\\\\","b":"}\\"","c":{"d":["]",{}]},"d":1}'))
    expect(fieldReader('d')(text)).toBe('1')
    expect(fieldReader('c')(text)).toBe('{"d":["]",{}]}')
    expect(fieldReader('e')(text)).toBeUndefined()
    expect(stringOf(fieldReader('b')(text))).toBe('}"')
    expect(fieldReader('a')('{}')).toBeUndefined()
  })
})
