// What the formulas promise, tried on simulated units whose truth is known.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { clusteredTrimmedMean, intervalOf } from './clustered-trimmed.ts'
import { maxTAdjusted } from './max-t.ts'
import { smallestDetectable, unitsStillNeeded } from './precision.ts'

const MARGIN = Math.log(1.05)

/** One value per unit. */
function estimate(random: Random, units: number, effect: number, sd: number) {
  const values = Array.from({ length: units }, () => [effect + sd * gaussian(random)])
  return intervalOf(clusteredTrimmedMean(values), 0.95)
}

function shareOf(sessions: number, test: () => boolean): number {
  return Array.from({ length: sessions }, test).filter(Boolean).length / sessions
}

describe('power', () => {
  // scipy 1.17.1: stats.nct.sf(stats.t.ppf(.975, K - 1), K - 1, (effect - log(1.05)) / (sd / sqrt(K)))
  it.each([
    [6, 0.08, 0.025, 0.688],
    [12, 0.08, 0.025, 0.975],
    [6, 0.12, 0.025, 0.9997],
    [20, 0.07, 0.03, 0.85],
  ])('of %i units for an effect of %f, SD %f, is %f', (units, effect, sd, power) => {
    const random = createRandom(`power ${units} ${effect}`)
    const found = shareOf(2000, () => estimate(random, units, effect, sd).low > MARGIN)
    // SD of the share at most 1.1 points.
    expect(Math.abs(found - power)).toBeLessThan(0.035)
  })
})

describe('what a session could have shown', () => {
  it.each([6, 12])('is found by half of the sessions like it, with %i units', (units) => {
    const random = createRandom(`detectable ${units}`)
    const sd = 0.03
    const typical = Array.from({ length: 400 }, () => estimate(random, units, 0, sd))
    const detectable =
      typical.reduce((sum, each) => sum + smallestDetectable(each, MARGIN), 0) / typical.length
    const found = shareOf(2000, () => estimate(random, units, detectable, sd).low > MARGIN)
    expect(found).toBeGreaterThan(0.42)
    expect(found).toBeLessThan(0.58)
  })
})

describe('the units still needed', () => {
  it.each([
    [0, 0.3],
    [0.02, 0.45],
  ])(
    'decide about half of the sessions whose estimate was %f, twice as many nearly all',
    (effect, least) => {
      // Less than half around 0, where the interval may leave the margin on either side.
      const random = createRandom(`needed ${effect}`)
      const [units, sd] = [6, 0.07]
      const width = (2.571 * sd) / Math.sqrt(units)
      const typical = { ...estimate(random, units, effect, sd), value: effect }
      const right = { ...typical, low: effect - width, high: effect + width }
      const more = unitsStillNeeded(right, MARGIN)!
      const decidedWith = (all: number) =>
        shareOf(600, () => {
          const { low, high } = estimate(random, all, effect, sd)
          return low > -MARGIN && high < MARGIN
        })
      expect(decidedWith(units + more)).toBeGreaterThan(least)
      expect(decidedWith(units + more)).toBeLessThan(0.75)
      expect(decidedWith(2 * (units + more))).toBeGreaterThan(0.8)
    },
  )
})

describe('signs of whole units', () => {
  it.each([6, 9])('keep the level for trimmed rounds of %i units', (units) => {
    // 20 metrics, ten rounds, luck of restarts, a tenth of the rounds three times as noisy; SD of the share 1 point.
    const random = createRandom(`trimmed ${units}`)
    const alarms = shareOf(400, () => {
      const metrics = Array.from({ length: 20 }, () => {
        const rounds = Array.from({ length: units }, () => simulateRounds(random))
        return clusteredTrimmedMean(rounds).unitValues
      })
      return Math.min(...maxTAdjusted(metrics, 'above')) <= 0.05
    })
    expect(alarms).toBeLessThan(0.075)
    expect(alarms).toBeGreaterThan(0.02)
  })
})

function simulateRounds(random: Random): number[] {
  const luck = 0.013 * gaussian(random)
  return Array.from({ length: 10 }, () => luck + 0.08 * gaussian(random) * (random() < 0.1 ? 3 : 1))
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
