import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternSet } from './pattern-set.ts'
import { compileRegex } from './regex-cache.ts'

const PIECES = [
  'a',
  'b',
  'é',
  '(?i)A',
  '^',
  '$',
  '\\b',
  '\\w+',
  '.*',
  'a|b',
  '[^a]',
  '',
  '\\d',
  'ab?',
  '(?=a)',
  '(?<!b)',
]
const anyPattern = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 4 })
  .map((pieces) => pieces.join(''))
const anyText = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', 'é', ' ', '1', '\n', '😀'),
  maxLength: 8,
})

describe('pattern sets', () => {
  it('find what the patterns find one by one', () => {
    const patterns = fc.array(anyPattern, { maxLength: 70 })
    fc.assert(
      fc.property(patterns, fc.array(anyText), (all, texts) => {
        const valid = all.filter((pattern) => compiles(pattern))
        const find = patternSet(valid)
        for (const text of texts) {
          const oneByOne = valid.flatMap((pattern, i) =>
            compileRegex(pattern).test(text) ? [i] : [],
          )
          expect([...find(text)].sort((a, b) => a - b)).toEqual(oneByOne)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('may be empty', () => expect(patternSet([])('text')).toEqual([]))

  it('refuse a bad pattern by name', () => {
    expect(() => patternSet(['good', '(?=bad'])).toThrow("'(?=bad'")
  })
})

function compiles(pattern: string): boolean {
  try {
    compileRegex(pattern)
    return true
  } catch {
    return false
  }
}
