import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code, strong } from '../block.ts'
import { displayWidth } from '../display-width.ts'
import { plainOf, shorten, spansOf, wrap } from './spans.ts'

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

describe('lines that are wrapped', () => {
  const lines = (text: Parameters<typeof wrap>[0], width: number) =>
    wrap(text, '', undefined, { width, color: false })

  it('never begin with the comma behind a name of another style', () => {
    const text = ['the lock of ', strong('heartbeats'), ', p50']
    expect(lines(text, 22)).toEqual(['the lock of', 'heartbeats, p50'])
    expect(lines(text, 23)).toEqual(['the lock of heartbeats,', 'p50'])
  })

  it('hold the whole text, and are never wider than they may be', () => {
    const parts = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(' ')))
    fc.assert(
      fc.property(parts, fc.integer({ min: 2, max: 30 }), (texts, width) => {
        const text = texts.map((each, index) => (index % 2 === 0 ? each : strong(each)))
        const wrapped = lines(text, width)
        const withoutSpace = (each: string) => each.replaceAll(/\s/g, '')
        expect(withoutSpace(wrapped.join(''))).toBe(withoutSpace(plainOf(spansOf(text))))
        for (const line of wrapped) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})
