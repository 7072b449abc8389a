import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code } from '../block.ts'
import { displayWidth } from '../display-width.ts'
import { plainOf, shorten, spansOf } from './spans.ts'

const shortened = (text: Parameters<typeof spansOf>[0], width: number) =>
  plainOf(shorten(spansOf(text), width))

describe('names that do not fit', () => {
  it('lose their middle, so that names that begin alike can be told apart', () => {
    expect(shortened(['events of a bucket, ', code('?limit=100')], 20)).toBe('events of …limit=100')
    expect(shortened(['events of a bucket, ', code('?limit=10000')], 20)).toBe(
      'events of …mit=10000',
    )
    expect(shortened('fits', 4)).toBe('fits')
  })

  it('never take more than their width', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(30), (parts, width) => {
        expect(displayWidth(shortened(parts, width))).toBeLessThanOrEqual(width)
      }),
    )
  })
})
