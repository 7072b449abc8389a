// Which family control confirms a regression best: simulates sessions of 10 or 15 scenarios under two models of
// noise and prints how often each rule turns a session red. `node scripts/calibrate-family.ts [sessions]`, seeded.
import { createRandom } from '../harness/core/random.ts'
import type { Random } from '../harness/core/random.ts'
import { holmAdjusted, twoSidedP } from '../harness/stats/alarm.ts'
import { clusteredTrimmedMean, intervalOf } from '../harness/stats/clustered-trimmed.ts'
import type { ClusteredFit } from '../harness/stats/clustered-trimmed.ts'
import { maxTAdjusted } from '../harness/stats/max-t.ts'

interface Kind {
  readonly id: 'p50' | 'p10' | 'p95'
  readonly margin: number
  /** Standard deviations of the log ratio: one value per unit (first model); restart and round (second model). */
  readonly unitSd: number
  readonly restartSd: number
  readonly roundSd: number
}

/** First model: the recipe behind the published max-T table. Second: restarts and rounds as measured on two cores. */
const P50: Kind = { id: 'p50', margin: 0.05, unitSd: 0.025, restartSd: 0.013, roundSd: 0.11 }
const P95: Kind = { id: 'p95', margin: 0.1, unitSd: 0.05, restartSd: 0.05, roundSd: 0.3 }
const P10: Kind = { id: 'p10', margin: 0.05, unitSd: 0.015, restartSd: 0.013, roundSd: 0.045 }

interface Suite {
  readonly name: string
  readonly scenarios: number
  readonly kinds: readonly Kind[]
}

const SUITES: readonly Suite[] = [
  { name: '10 × p50', scenarios: 10, kinds: [P50] },
  { name: '10 × p50, p95', scenarios: 10, kinds: [P50, P95] },
  { name: '10 × p50, p95, p10', scenarios: 10, kinds: [P50, P95, P10] },
  { name: '15 × p50, p95, p10', scenarios: 15, kinds: [P50, P95, P10] },
]

type Model = 'units' | 'rounds'
const ROUNDS: Readonly<Record<Model, number>> = { units: 1, rounds: 10 }

interface Effect {
  readonly name: string
  /** True log ratio of a metric. */
  of(scenario: number, kind: Kind): number
}

const EFFECTS: readonly Effect[] = [
  { name: 'none (A/A)', of: () => 0 },
  { name: '+4 % everywhere', of: () => Math.log(1.04) },
  { name: '+8 % one p50', of: (s, { id }) => (s === 0 && id === 'p50' ? Math.log(1.08) : 0) },
  { name: '+12 % one scenario', of: (s) => (s === 0 ? Math.log(1.12) : 0) },
  { name: '+20 % one scenario', of: (s) => (s === 0 ? Math.log(1.2) : 0) },
]

interface Measured {
  readonly kind: Kind
  readonly fit: ClusteredFit
  readonly isSlower: boolean
}

type Adjust = (family: readonly Measured[]) => readonly number[]

const shift =
  (ratio: (kind: Kind) => number): Adjust =>
  (family) =>
    holmAdjusted(family.map(({ fit, kind }) => pAbove(fit, Math.log1p(ratio(kind)))))
const flips =
  (ratio: (kind: Kind) => number): Adjust =>
  (family) =>
    maxTAdjusted(
      family.map(({ fit, kind }) => fit.unitValues.map((z) => z - Math.log1p(ratio(kind)))),
      'above',
    )

const RULES: Readonly<Record<string, Adjust>> = {
  'interval alone': (family) => family.map(() => 0),
  'Holm, margin': shift(({ margin }) => margin),
  'Holm, 2 %': shift(() => 0.02),
  'Holm, 0': shift(() => 0),
  'max-T, margin': flips(({ margin }) => margin),
  'max-T, 2 %': flips(() => 0.02),
  'max-T, 0': flips(() => 0),
}

const LEVEL = 0.05

function pAbove(fit: ClusteredFit, limit: number): number {
  const centre = fit.centre - limit
  return centre <= 0 ? 1 : twoSidedP({ ...fit, centre })
}

function simulate(suite: Suite, model: Model, units: number, effect: Effect, random: Random) {
  const metrics = suite.scenarios * suite.kinds.length
  const rounds: number[][][] = Array.from({ length: metrics }, () => [])
  for (let unit = 0; unit < units; unit++) {
    const machine = gaussian(random)
    for (let scenario = 0; scenario < suite.scenarios; scenario++) {
      const shared = gaussian(random)
      const slices = Array.from({ length: ROUNDS[model] }, () => gaussian(random))
      for (const [index, kind] of suite.kinds.entries()) {
        const truth = effect.of(scenario, kind)
        const own =
          Math.sqrt(0.3) * machine + Math.sqrt(0.3) * shared + Math.sqrt(0.4) * gaussian(random)
        rounds[scenario * suite.kinds.length + index]!.push(
          model === 'units'
            ? [truth + kind.unitSd * own + burst(random)]
            : slices.map(
                (slice) => truth + kind.restartSd * own + kind.roundSd * roundNoise(slice, random),
              ),
        )
      }
    }
  }
  return rounds.map((values, metric): Measured => {
    const kind = suite.kinds[metric % suite.kinds.length]!
    const fit = clusteredTrimmedMean(values)
    return { kind, fit, isSlower: intervalOf(fit, 0.95).low > Math.log1p(kind.margin) }
  })
}

/** 8 % of the cells are hit by a burst of either sign, mean 10 %. */
function burst(random: Random): number {
  if (random() >= 0.08) return 0
  return (random() < 0.5 ? -1 : 1) * -0.1 * Math.log(1 - random())
}

/** Half of a slice's noise is common to its percentiles; a tenth of the slices is three times as noisy. */
function roundNoise(slice: number, random: Random): number {
  const plain = Math.SQRT1_2 * slice + Math.SQRT1_2 * gaussian(random)
  return (random() < 0.1 ? 3 : 1) * plain * NOISE_SCALE
}

/** Brings the mixture back to a standard deviation of 1. */
const NOISE_SCALE = 1 / Math.sqrt(0.9 + 0.1 * 9)

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Share of the sessions that each rule turns red. */
function redShares(suite: Suite, model: Model, units: number, effect: Effect, sessions: number) {
  const random = createRandom(`${suite.name} ${model} ${units} ${effect.name}`)
  const red = Object.keys(RULES).map(() => 0)
  for (let session = 0; session < sessions; session++) {
    const family = simulate(suite, model, units, effect, random)
    if (!family.some(({ isSlower }) => isSlower)) continue
    for (const [index, adjust] of Object.values(RULES).entries()) {
      const adjusted = adjust(family)
      if (family.some(({ isSlower }, metric) => isSlower && adjusted[metric]! <= LEVEL))
        red[index]! += 1
    }
  }
  return red.map((count) => count / sessions)
}

const sessions = Number(process.argv[2] ?? 1000)
console.log(`% of ${sessions} sessions red | ${Object.keys(RULES).join(' | ')}`)
for (const model of ['units', 'rounds'] as const)
  for (const suite of SUITES)
    for (const units of [6, 9, 12])
      for (const effect of EFFECTS) {
        const shares = redShares(suite, model, units, effect, sessions)
        const cells = shares.map((share) => (100 * share).toFixed(1).padStart(5))
        console.log(`${model} | ${suite.name} | ${units} | ${effect.name} | ${cells.join(' | ')}`)
      }
