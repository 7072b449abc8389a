// Which family control confirms regressions best: how often each rule turns simulated sessions red, all of whose
// units are looked at once. `node scripts/calibrate-family.ts [sessions]`, seeded; 1,000 sessions take ten minutes.
import { createRandom } from '../harness/core/random.ts'
import { holmAdjusted, twoSidedP } from '../harness/stats/alarm.ts'
import { clusteredTrimmedMean, intervalOf } from '../harness/stats/clustered-trimmed.ts'
import type { ClusteredFit } from '../harness/stats/clustered-trimmed.ts'
import { maxTAdjusted } from '../harness/stats/max-t.ts'
import { EFFECTS, metricsOf, MODELS, simulateUnit, SUITES } from './calibration-noise.ts'
import type { Effect, Kind, Model, Suite } from './calibration-noise.ts'

interface Measured {
  readonly kind: Kind
  readonly fit: ClusteredFit
  /** The verdict: the whole interval lies beyond the margin. */
  readonly isSlower: boolean
}

type Adjust = (family: readonly Measured[]) => readonly number[]

const LEVEL = 0.05

const holm =
  (limit: (kind: Kind) => number): Adjust =>
  (family) =>
    holmAdjusted(family.map(({ fit, kind }) => pAbove(fit, limit(kind))))
const flips =
  (limit: (kind: Kind) => number): Adjust =>
  (family) =>
    maxTAdjusted(
      family.map(({ fit, kind }) => fit.unitValues.map((value) => value - limit(kind))),
      'above',
    )

const atMargin = ({ margin }: Kind) => Math.log1p(margin)
const RULES: readonly (readonly [string, Adjust])[] = [
  ['interval alone', (family) => family.map(() => 0)],
  ['Holm at the margin', holm(atMargin)],
  ['Holm at 0', holm(() => 0)],
  ['max-T at the margin', flips(atMargin)],
  ['max-T at 0', flips(() => 0)],
]

function pAbove(fit: ClusteredFit, limit: number): number {
  const centre = fit.centre - limit
  return centre <= 0 ? 1 : twoSidedP({ ...fit, centre })
}

interface Cell {
  readonly suite: Suite
  readonly model: Model
  readonly units: number
  readonly effect: Effect
}

function measure({ suite, model, units, effect }: Cell, random: () => number): Measured[] {
  const simulated = Array.from({ length: units }, () => simulateUnit(suite, model, effect, random))
  return metricsOf(suite).map((kind, metric) => {
    const fit = clusteredTrimmedMean(simulated.map((unit) => unit[metric]!))
    return { kind, fit, isSlower: intervalOf(fit, 1 - LEVEL).low > atMargin(kind) }
  })
}

/** Share of the sessions that each rule turns red. */
function redShares(cell: Cell, sessions: number): number[] {
  const random = createRandom(
    `${cell.suite.kinds.length} ${cell.model} ${cell.units} ${cell.effect.name}`,
  )
  const red = RULES.map(() => 0)
  for (let session = 0; session < sessions; session++) {
    const family = measure(cell, random)
    if (!family.some(({ isSlower }) => isSlower)) continue
    for (const [index, [, adjust]] of RULES.entries()) {
      const adjusted = adjust(family)
      if (family.some(({ isSlower }, metric) => isSlower && adjusted[metric]! <= LEVEL))
        red[index]! += 1
    }
  }
  return red.map((count) => count / sessions)
}

const sessions = Number(process.argv[2] ?? 1000)
console.log(`noise | metrics | units | true change | ${RULES.map(([name]) => name).join(' | ')}`)
for (const model of MODELS)
  for (const suite of SUITES)
    for (const units of [6, 12])
      for (const effect of EFFECTS) {
        const shares = redShares({ suite, model, units, effect }, sessions)
        const cells = shares.map((share) => `${(100 * share).toFixed(1)} %`)
        const metrics = metricsOf(suite).length
        console.log([model, metrics, units, effect.name, ...cells].join(' | '))
      }
