// What a synthetic session may be told: true ratios, noise, and everything that can go wrong in a real one.
import type { Answer, SessionEnd } from '../results/schema.ts'
import type { Latencies } from './testing-latencies.ts'

export interface SyntheticTarget {
  readonly label: string
  /** True latency over the baseline's: 1.2 is 20 % slower; by scenario name where it differs. */
  readonly latencyRatio?: number | Readonly<Record<string, number>>
  /** The baseline's build a second time. */
  readonly isControl?: boolean
}

export interface SyntheticScenario {
  readonly name: string
  readonly model?: 'sequential' | 'concurrent' | 'open'
  /** Median latency of the baseline. */
  readonly medianUs?: number
  /** Samples per slice (sequential), or what the baseline serves in a window of 100 ms (concurrent, open). */
  readonly samples?: number
  /** Adds a background load of this many requests per slice, as year queries beside heartbeats. */
  readonly background?: number
}

export interface SyntheticNoise {
  /** Standard deviations on the log scale: luck of one process start, of one slice, of one request. */
  readonly unit: number
  readonly round: number
  readonly request: number
}

/** One slice; `round` counts from 0. */
export interface SyntheticPlace {
  readonly unit: number
  readonly round: number
  readonly target: string
  readonly scenario: string
}

export interface SyntheticOptions {
  readonly seed?: string
  /** The distribution of a slice before noise and true ratios; lognormal unless set. */
  readonly latencies?: (place: SyntheticPlace) => Latencies
  readonly units?: number
  /** Planned looks; the last is the number of planned units. */
  readonly looks?: readonly number[]
  /** Unpinned unless set. */
  readonly isPinned?: boolean
  readonly rounds?: number
  /** The first is the baseline. */
  readonly targets?: readonly SyntheticTarget[]
  readonly scenarios?: readonly SyntheticScenario[]
  readonly noise?: Partial<SyntheticNoise>
  /** Unit numbers that are void. */
  readonly voidUnits?: readonly number[]
  /** The target that void units name, where one does. */
  readonly voidTarget?: string
  readonly answers?: readonly Answer[]
  /** Slices with failed requests. */
  readonly failures?: readonly {
    readonly unit: number
    readonly scenario: string
    readonly target: string
  }[]
  readonly end?: SessionEnd
}

/** Options with the defaults that every part of a session needs. */
export type FilledOptions = SyntheticOptions &
  Required<Pick<SyntheticOptions, 'targets' | 'scenarios' | 'rounds'>>
