// A metric owns its name, unit, direction and margin; compare, gate and reports loop over the catalogue.
import type { Lifecycle, Recording, SliceResult } from '../results/schema.ts'

export type MetricUnit = 'us' | 'ms' | 'perSecond' | 'bytes' | 'count'

interface MetricBase {
  readonly id: string
  readonly label: string
  readonly unit: MetricUnit
  readonly better: 'lower' | 'higher'
  /** Practical margin T as a ratio: changes inside ±T are `same`. */
  readonly marginRatio: number
  /** Differences below this, in the metric's unit, never count as slower or faster. */
  readonly floor: number
  readonly gating: boolean
}

/** Read from one load's recording of one slice; undefined where it does not apply or too few samples support it. */
export interface SliceMetric extends MetricBase {
  readonly scope: 'slice'
  read(recording: Recording, slice: SliceResult): number | undefined
}

/** One value per unit and target. */
export interface LifecycleMetric extends MetricBase {
  readonly scope: 'lifecycle'
  read(lifecycle: Lifecycle): number | undefined
}

export type Metric = SliceMetric | LifecycleMetric
