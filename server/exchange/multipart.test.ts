import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryOf, FormError, parseForm } from './multipart.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('forms', () => {
  it('tell their boundary', () => {
    expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc')
    expect(boundaryOf('multipart/form-data; charset=x; Boundary="a b"')).toBe('a b')
    expect(boundaryOf('multipart/form-data')).toBeUndefined()
  })

  it('have parts of any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), (contents) => {
        const parts = contents.map((content, i) => {
          const head = `--B\r\nContent-Disposition: form-data; name="p${i}"\r\n\r\n`
          return `${head}${Buffer.from(content).toString('latin1')}\r\n`
        })
        const form = parseForm(bytes(`${parts.join('')}--B--\r\n`), 'B')
        expect(form.map(({ name }) => name)).toEqual(contents.map((_, i) => `p${i}`))
        const hex = (each: Uint8Array) => Buffer.from(each).toString('hex')
        expect(form.map(({ content }) => hex(content))).toEqual(contents.map(hex))
      }),
    )
  })

  it('are refused when they are broken, whatever they are', () => {
    for (const text of ['', '--B', '--B\r\n', '--B\r\nX: y\r\n\r\nz\r\n--B--', 'no form']) {
      expect(() => parseForm(bytes(text), 'B')).toThrow(FormError)
    }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('--B', '\r\n', 'name="a"', ';', 'x') }),
        (text) => {
          try {
            parseForm(bytes(text), 'B')
          } catch (error) {
            expect(error).toBeInstanceOf(FormError)
          }
        },
      ),
    )
  })
})
