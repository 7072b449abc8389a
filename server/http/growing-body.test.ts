import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growingBody } from './growing-body.ts'

describe('a body that comes in chunks', () => {
  it('is its chunks in order, whatever length was declared', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.nat({ max: 1_000 }),
        (chunks, declared) => {
          const { add, bytes } = growingBody(declared)
          for (const chunk of chunks) add(Buffer.from(chunk))
          expect(Buffer.from(bytes())).toEqual(Buffer.concat(chunks))
        },
      ),
    )
  })

  it('is laid out once if its length was declared, and never far ahead of what has come', () => {
    const chunk = Buffer.from(new ArrayBuffer(1_000))
    const body = growingBody(10_000)
    for (let i = 0; i < 10; i++) body.add(chunk)
    expect(body.bytes().buffer.byteLength).toBe(10_000)
    const liar = growingBody(1e12)
    for (let i = 0; i < 10; i++) liar.add(chunk)
    expect(liar.bytes().buffer.byteLength).toBeLessThan(160_001)
  })
})
