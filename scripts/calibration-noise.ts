// Simulated sessions for calibrating rules: log ratios of many metrics under two models of noise, with known truth.
import type { Random } from '../harness/core/random.ts'

export interface Kind {
  readonly id: 'p50' | 'p10' | 'p95'
  readonly margin: number
  /** Standard deviations of the log ratio: one value per unit (first model); restart and round (second model). */
  readonly unitSd: number
  readonly restartSd: number
  readonly roundSd: number
}

/** One value per unit: the recipe behind published max-T tables. Restarts and rounds: as measured on two cores. */
const P50: Kind = { id: 'p50', margin: 0.05, unitSd: 0.025, restartSd: 0.013, roundSd: 0.11 }
const P95: Kind = { id: 'p95', margin: 0.1, unitSd: 0.05, restartSd: 0.05, roundSd: 0.3 }
const P10: Kind = { id: 'p10', margin: 0.05, unitSd: 0.015, restartSd: 0.013, roundSd: 0.045 }

export interface Suite {
  readonly scenarios: number
  readonly kinds: readonly Kind[]
}

export const SUITES: readonly Suite[] = [
  { scenarios: 10, kinds: [P50, P95] },
  { scenarios: 15, kinds: [P50, P95, P10] },
]

export type Model = 'units' | 'rounds'
export const MODELS: readonly Model[] = ['units', 'rounds']
const ROUNDS: Readonly<Record<Model, number>> = { units: 1, rounds: 10 }

export interface Effect {
  readonly name: string
  /** True log ratio of a metric. */
  of(scenario: number, kind: Kind): number
}

export const EFFECTS: readonly Effect[] = [
  { name: 'none (A/A)', of: () => 0 },
  { name: '+4 % everywhere', of: () => Math.log(1.04) },
  { name: '+8 % one p50', of: (s, { id }) => (s === 0 && id === 'p50' ? Math.log(1.08) : 0) },
  { name: '+10 % everywhere', of: () => Math.log(1.1) },
  { name: '+20 % one scenario', of: (s) => (s === 0 ? Math.log(1.2) : 0) },
]

export function metricsOf({ scenarios, kinds }: Suite): readonly Kind[] {
  return Array.from({ length: scenarios }, () => kinds).flat()
}

/** One unit: by metric, scenario after scenario, the log ratio of every round. */
export function simulateUnit(
  suite: Suite,
  model: Model,
  effect: Effect,
  random: Random,
): number[][] {
  const machine = gaussian(random)
  return Array.from({ length: suite.scenarios }, (_, scenario) => {
    const shared = gaussian(random)
    const slices = Array.from({ length: ROUNDS[model] }, () => gaussian(random))
    return suite.kinds.map((kind) => {
      const own = Math.sqrt(0.3) * (machine + shared) + Math.sqrt(0.4) * gaussian(random)
      const truth = effect.of(scenario, kind)
      if (model === 'units') return [truth + kind.unitSd * own + burst(random)]
      const restart = truth + kind.restartSd * own
      return slices.map((slice) => restart + kind.roundSd * roundNoise(slice, random))
    })
  }).flat()
}

/** 8 % of the values are hit by a burst of either sign, mean 10 %. */
function burst(random: Random): number {
  if (random() >= 0.08) return 0
  return (random() < 0.5 ? 1 : -1) * 0.1 * Math.log(1 - random())
}

/** Half of a slice's noise is common to its percentiles; a tenth of the slices is three times as noisy. */
function roundNoise(slice: number, random: Random): number {
  const plain = Math.SQRT1_2 * (slice + gaussian(random))
  return ((random() < 0.1 ? 3 : 1) * plain) / Math.sqrt(0.9 + 0.1 * 9)
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
