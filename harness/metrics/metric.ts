// A metric owns its name, unit, direction and margin; compare, gate and reports loop over the catalogue.
import type { Lifecycle, ScenarioInfo } from '../results/schema.ts'
import type { LoadSample } from './load-sample.ts'

export type MetricUnit = 'us' | 'ms' | 'perSecond' | 'bytes' | 'count'

export type LoadInfo = ScenarioInfo['loads'][number]

/** What a larger and a smaller value are called: "p50 is slower", "throughput is lower". */
export interface ChangeWords {
  readonly more: string
  readonly less: string
}

export const TIME_WORDS: ChangeWords = { more: 'slower', less: 'faster' }
export const AMOUNT_WORDS: ChangeWords = { more: 'higher', less: 'lower' }
export const SIZE_WORDS: ChangeWords = { more: 'larger', less: 'smaller' }

interface MetricBase {
  readonly id: string
  readonly label: string
  readonly unit: MetricUnit
  readonly better: 'lower' | 'higher'
  readonly words: ChangeWords
  /** Practical margin T as a ratio: changes inside ±T are `same`. */
  readonly marginRatio: number
  /** Differences below this, in the metric's unit, never count as slower or faster. */
  readonly floor: number
  /** Whether it may turn a session red; `pinned` only where the processes were pinned to CPUs. */
  readonly gating: boolean | 'pinned'
}

/** Read from one load of a scenario. */
export interface SliceMetric extends MetricBase {
  readonly scope: 'slice'
  /** `unit` where a single slice says too little by nature, such as a count of few completed queries. */
  readonly finest: 'round' | 'unit'
  appliesTo(load: LoadInfo, scenario: ScenarioInfo): boolean
  /** The sample is one slice or all slices of a unit together; undefined when it is too small to tell. */
  read(sample: LoadSample): number | undefined
}

/** One value per unit and target. */
export interface LifecycleMetric extends MetricBase {
  readonly scope: 'lifecycle'
  /** Whether it is read before the first scenario, or after all of them and so depends on which they are. */
  readonly when: 'start' | 'end'
  read(lifecycle: Lifecycle): number | undefined
}

export type Metric = SliceMetric | LifecycleMetric
