import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { roundToHundred } from './round-to-hundred.ts'

it('shares become whole numbers that add to a hundred', () => {
  expect(roundToHundred([33.4, 33.3, 33.3])).toEqual([34, 33, 33])
  expect(roundToHundred([120.4, -20.4])).toEqual([120, -20])
  const share = fc.double({ min: -500, max: 500, noNaN: true })
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 6 }), (some) => {
      const all = [...some, 100 - some.reduce((sum, each) => sum + each, 0)]
      const rounded = roundToHundred(all)
      expect(rounded.reduce((sum, each) => sum + each, 0)).toBe(100)
      for (const [index, each] of rounded.entries())
        expect(Math.abs(each - all[index]!)).toBeLessThan(1 + 1e-6)
    }),
  )
})
