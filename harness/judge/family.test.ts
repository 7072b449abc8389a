import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Compared } from './compare.ts'
import { controlP, familyP } from './family.ts'

function compared(candidate: string, values: readonly number[], gating = true): Compared {
  const fit = clusteredTrimmedMean(values.map((value) => [value]))
  return {
    comparison: {
      scenario: 's',
      load: 'main',
      metric: 'p50',
      baseline: 'master',
      candidate,
      baselineValue: 1,
      candidateValue: 1,
      change: undefined,
      verdict: 'unclear',
      marginRatio: 0.05,
      gating,
      detectableRatio: undefined,
      unitsNeeded: undefined,
      notes: [],
    },
    evidence: {
      worsening: intervalOf(fit, 0.95),
      margins: { better: -0.05, worse: 0.05, ratio: 0.05 },
      fit,
      unitValues: new Map(fit.unitValues.entries()),
      unitMedians: new Map(),
    },
  }
}

const SLOW = [0.1, 0.12, 0.11, 0.09, 0.1, 0.13]
const QUIET = [0.01, -0.02, 0.01, 0.02, -0.01, -0.02]
const NONE = new Set<string>()

describe('familyP', () => {
  it('is the smallest possible share of sign patterns for the only one that stands out', () => {
    const family = [compared('a', SLOW), compared('a', QUIET)]
    const p = familyP(family, NONE, 0.05)
    expect(p.get(family[0]!.comparison)).toBe(1 / 64)
    expect(p.get(family[1]!.comparison)).toBeGreaterThan(0.3)
  })

  it('is corrected by Holm over the candidates', () => {
    const [one, two] = [compared('a', SLOW), compared('b', QUIET)]
    const p = familyP([one, two], NONE, 0.05)
    expect(p.get(one.comparison)).toBe(2 / 64)
    expect(p.get(two.comparison)).toBe(familyP([two], NONE, 0.05).get(two.comparison))
  })

  it('confirms nothing without effect beside true effects of other candidates', () => {
    // Nominal 5 % of 600 sessions, SD 0.9 points. A candidate's effect is found in most of them and hardly ever at once.
    const random = createRandom('several candidates')
    let wrong = 0
    for (let session = 0; session < 600; session++) {
      const family = [30, 1.7, 1.3].flatMap((effect, candidate) =>
        [effect, 0, 0, 0].map((centre) =>
          compared(
            `c${candidate}`,
            Array.from({ length: 9 }, () => centre + gaussian(random)),
          ),
        ),
      )
      const p = familyP(family, NONE, 0.05)
      if (family.some(({ comparison }, metric) => metric % 4 > 0 && p.get(comparison)! <= 0.05))
        wrong++
    }
    expect(wrong / 600).toBeLessThan(0.06)
  })

  it('leaves controls and what does not gate out', () => {
    const family = [compared('a', SLOW), compared('again', SLOW), compared('a', SLOW, false)]
    expect(familyP(family, new Set(['again']), 0.05).size).toBe(1)
  })

  it('falls back to Holm on t where flipped signs cannot reach the level', () => {
    const family = [compared('a', SLOW), compared('a', QUIET)]
    const p = familyP(family, NONE, 0.01).get(family[0]!.comparison)!
    expect(p).toBeGreaterThan(0)
    expect(p).toBeLessThan(0.001)
    const faster = compared(
      'a',
      SLOW.map((value) => -value),
    )
    expect(familyP([faster], NONE, 0.01).get(faster.comparison)).toBe(1)
  })
})

describe('controlP', () => {
  it('sees differences in either direction, of the control alone', () => {
    const faster = SLOW.map((value) => -value)
    const controls = new Set(['again'])
    expect(controlP([compared('again', faster)], controls, 0.01)).toBeLessThan(0.001)
    expect(controlP([compared('a', faster)], controls, 0.01)).toBe(1)
  })
})

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
