// A validity rule says whether a unit may count at all. It looks at the machine and at the load generator, never at
// how fast or how well a server answered: whoever leaves out what he does not like measures his own taste.
import type { ScenarioInfo, SliceResult } from '../../results/schema.ts'

export interface UnitFacts {
  readonly slices: readonly SliceResult[]
  readonly scenarios: readonly ScenarioInfo[]
  /** How many CPUs were watched. */
  readonly cpus: number
  /** Of the processes beside the session the one that used most CPU time, in words, where one is known. */
  readonly busiest: string | undefined
}

export interface Breach {
  /** Completes "the unit does not count: …". */
  readonly detail: string
  /** Where it was the slices of one target that broke the rule. */
  readonly target?: string
}

export interface ValidityRule {
  readonly name: string
  /** Decides over the whole unit: a slice is shorter than counters of 10 ms can tell. */
  check(unit: UnitFacts): readonly Breach[]
}
