import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { holmAdjusted } from './alarm.ts'
import { shareOut } from './step-shares.ts'

const LEVEL = 0.05

describe('shares of a change', () => {
  it('are those of the means, worked by hand', () => {
    // Means of the steps 0.6, 0.1 and 0.3 of a whole of 1.
    const { total, steps } = shareOut(
      [
        [0.5, 0.2, 0.3],
        [0.7, 0, 0.3],
      ],
      LEVEL,
    )
    expect(total.value).toBeCloseTo(1, 12)
    expect(steps.map(({ share }) => share!.value)).toEqual(
      [0.6, 0.1, 0.3].map((share) => expect.closeTo(share, 12)),
    )
    // sd 0.1414, standard error 0.1, t* of one degree of freedom 12.706.
    expect(steps[0]!.high - steps[0]!.value).toBeCloseTo(1.2706, 4)
    expect(steps[0]!.p).toBeCloseTo(0.105, 3)
    expect(steps[2]).toMatchObject({ p: 0, low: 0.3, high: 0.3 })
  })

  it('add up to the whole, whatever the steps are', () => {
    const step = fc.double({ min: -1, max: 1, noNaN: true })
    const units = fc
      .integer({ min: 1, max: 8 })
      .chain((steps) =>
        fc.array(fc.array(step, { minLength: steps, maxLength: steps }), { minLength: 2 }),
      )
    fc.assert(
      fc.property(units, (values) => {
        const { total, steps } = shareOut(values, LEVEL)
        const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
        expect(sum(steps.map(({ value }) => value))).toBeCloseTo(total.value, 9)
        const shares = steps.flatMap(({ share }) => share ?? [])
        expect([0, steps.length]).toContain(shares.length)
        if (Math.abs(total.value) > 1e-6 && shares.length > 0)
          expect(sum(shares.map(({ value }) => value))).toBeCloseTo(1, 6)
      }),
    )
  })

  it('exclude zero exactly where the interval of the step itself does', () => {
    const step = fc.double({ min: -1, max: 1, noNaN: true })
    const unit = fc.tuple(
      step,
      step.map((each) => each + 4),
    )
    fc.assert(
      fc.property(fc.array(unit, { minLength: 3, maxLength: 9 }), (values) => {
        const [first] = shareOut(values, LEVEL).steps
        if (
          first!.share === undefined ||
          Math.min(Math.abs(first!.low), Math.abs(first!.high)) < 1e-9
        )
          return
        expect(excludesZero(first!.share)).toBe(excludesZero(first!))
      }),
    )
  })

  it('are not given for a whole that may be zero, nor for a single unit', () => {
    const { steps } = shareOut(
      [
        [0.1, -0.1],
        [0.2, -0.21],
        [0.15, -0.14],
      ],
      LEVEL,
    )
    expect(steps.map(({ share }) => share)).toEqual([undefined, undefined])
    expect(() => shareOut([[0.1, 0.2]], LEVEL)).toThrow('at least 2 units')
    expect(() => shareOut([[0.1], [0.2, 0.3]], LEVEL)).toThrow('equally many steps')
  })
})

describe('known truth', () => {
  const STEPS_OF_SIX_COMMITS = 5
  /** Each build of a unit has luck of its own, 2 %: neighbouring steps share it with opposite signs. */
  const BUILDS = { units: 6, luckSd: 0.02 }

  it('puts a step of +10 % among six commits at its commit, and seldom blames another', () => {
    const random = createRandom('injected')
    const sessions = 400
    let [right, wrong] = [0, 0]
    for (let session = 0; session < sessions; session++) {
      const at = session % STEPS_OF_SIX_COMMITS
      const truth = Array.from({ length: STEPS_OF_SIX_COMMITS }, (_, step) =>
        step === at ? Math.log(1.1) : 0,
      )
      const { steps } = shareOut(simulate(truth, BUILDS, random), LEVEL)
      const clear = holmAdjusted(steps.map(({ p }) => p)).map((p) => p <= LEVEL)
      const largest = Math.max(...steps.map(({ value }) => value))
      if (clear[at] === true && steps[at]!.value === largest) right += 1
      if (clear.some((is, step) => is && step !== at)) wrong += 1
      const shares = steps.flatMap(({ share }) => share?.value ?? [])
      if (shares.length > 0)
        expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(0.001)
    }
    expect(right / sessions).toBeGreaterThanOrEqual(0.95)
    expect(wrong / sessions).toBeLessThan(0.07)
  })

  it('intervals of shares cover the true share in 95 of 100 sessions, also beside a small whole', () => {
    const random = createRandom('covered')
    for (const factor of [2, 1.1, 1.04]) {
      const truth = [0.7, 0, -0.1, 0.4].map((share) => share * Math.log(factor))
      let [known, missed] = [0, 0]
      for (let session = 0; session < 400; session++) {
        const { steps } = shareOut(simulate(truth, { units: 6, luckSd: 0.01 }, random), LEVEL)
        for (const [step, { share }] of steps.entries()) {
          if (share === undefined) continue
          known += 1
          const of = truth[step]! / Math.log(factor)
          if (of < share.low || of > share.high) missed += 1
        }
      }
      expect(known).toBeGreaterThan(1200)
      expect(missed / known).toBeGreaterThan(0.03)
      expect(missed / known).toBeLessThan(0.07)
    }
  })

  it('a chain without any change gets shares in at most 5 of 100 sessions', () => {
    const random = createRandom('nothing')
    let shared = 0
    for (let session = 0; session < 400; session++) {
      const { steps } = shareOut(simulate([0, 0, 0, 0], BUILDS, random), LEVEL)
      if (steps[0]!.share !== undefined) shared += 1
    }
    expect(shared / 400).toBeLessThan(0.075)
  })
})

/** By unit the steps between builds whose logarithms have luck of their own, so that neighbouring steps depend on each other. */
function simulate(
  truth: readonly number[],
  { units, luckSd }: { readonly units: number; readonly luckSd: number },
  random: Random,
): number[][] {
  return Array.from({ length: units }, () => {
    const luck = Array.from({ length: truth.length + 1 }, () => luckSd * gaussian(random))
    return truth.map((step, index) => step + luck[index + 1]! - luck[index]!)
  })
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function excludesZero({ low, high }: { readonly low: number; readonly high: number }): boolean {
  return low > 0 || high < 0
}
