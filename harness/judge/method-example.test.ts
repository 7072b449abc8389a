// The verdict that docs/method.md works out by hand.
import { expect, it } from 'vitest'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import { LOOK_PROFILES, planLooks } from '../stats/looks.ts'
import { maxTAdjusted } from '../stats/max-t.ts'
import { marginsOf, verdictOf } from './verdict.ts'

const D = [0.11, 0.13, 0.1, 0.12, 0.14, 0.12]
const fit = clusteredTrimmedMean(D.map((d) => [d]))
const margins = marginsOf({ floor: 0, better: 'lower' }, 0.05, 1000)

it('the example of the documentation comes out as printed, with one look', () => {
  const interval = intervalOf(fit, 0.95)
  expect(fit.centre).toBeCloseTo(0.12, 12)
  expect(fit.standardError).toBeCloseTo(0.00577, 5)
  expect([interval.low, interval.high].map((end) => end.toFixed(4))).toEqual(['0.1052', '0.1348'])
  expect(verdictOf(interval, margins)).toBe('slower')
  expect(maxTAdjusted([fit.unitValues], 'above')).toEqual([1 / 64])
})

it('and at the first look of a profile', () => {
  const [look] = planLooks(LOOK_PROFILES.pr, 0.05)
  const interval = intervalOf(fit, 1 - look!.level)
  expect([interval.low, interval.high].map((end) => end.toFixed(4))).toEqual(['0.1028', '0.1372'])
  expect(verdictOf(interval, margins)).toBe('slower')
  expect((1 / 64 / look!.share).toFixed(4)).toBe('0.0252')
})
