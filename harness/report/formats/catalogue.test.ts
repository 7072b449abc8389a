import { describe, expect, it } from 'vitest'
import { inputOf, readKept } from '../testing-kept.ts'
import { findFormat, FORMATS } from './catalogue.ts'

const first = inputOf(readKept())
const second = inputOf(readKept())

describe.each(FORMATS)('format $name', (format) => {
  it('gives the same bytes for the same session file', () => {
    const parts = format.parts(first)
    expect(parts.length).toBeGreaterThan(0)
    expect(format.parts(second)).toEqual(parts)
    for (const part of parts) expect(format.render(second, part)).toBe(format.render(first, part))
  })

  it('ends in a newline and holds no number that is none', () => {
    for (const part of format.parts(first)) {
      const text = format.render(first, part)
      expect(text.endsWith('\n')).toBe(true)
      expect(text).not.toMatch(/\b(NaN|Infinity|undefined)\b/)
    }
  })
})

it('no two formats share a name or an extension', () => {
  const names = FORMATS.flatMap(({ name }) => name)
  const extensions = FORMATS.map(({ extension }) => extension)
  expect(new Set(names).size).toBe(FORMATS.length)
  expect(new Set(extensions).size).toBe(FORMATS.length)
})

it('an unknown format is refused with those there are', () => {
  expect(() => findFormat('pdf')).toThrow(/Expected a format \(md, .*\), got "pdf"\./)
})
