// What a session tells while it runs, between slices only: nothing is printed while a slice runs.
import type { Note } from '../core/notes.ts'

export type Progress =
  | {
      readonly kind: 'starting'
      /** Undefined in the rehearsal. */
      readonly unit: number | undefined
      readonly units: number
      readonly target: string
    }
  | {
      readonly kind: 'rehearsal'
      readonly scenario: string
      readonly done: number
      readonly all: number
    }
  | { readonly kind: 'explaining'; readonly target: string }
  | {
      readonly kind: 'planned'
      /** At most, with those that an earlier part of the session measured. */
      readonly units: number
      readonly unitsBefore: number
      /** Expected time of one unit. */
      readonly unitMs: number
      /** Numbers of complete units at which verdicts are read; undefined: once, at the end. */
      readonly looks: readonly number[] | undefined
      /** What is left of the budget; undefined without one. */
      readonly leftMs: number | undefined
    }
  | {
      readonly kind: 'warm-up'
      readonly unit: number
      readonly units: number
      /** The scenario. */
      readonly what: string
    }
  | {
      readonly kind: 'slice'
      readonly unit: number
      readonly units: number
      readonly what: string
      /** Slices of this unit that are done, and all of them. */
      readonly done: number
      readonly all: number
    }
  | {
      readonly kind: 'unit-done'
      readonly unit: number
      readonly units: number
      readonly durationMs: number
      /** Of a unit that counts for no build. */
      readonly voidBecause?: string | undefined
    }
  | {
      /** After the last unit: what is run once more under a profiler. */
      readonly kind: 'cpu-profile'
      readonly what: string
    }
  | {
      readonly kind: 'cpu-profiles-done'
      readonly scenarios: readonly string[]
      /** What was left out, and why. */
      readonly notes: readonly Note[]
    }
  | {
      /** Verdicts were read; whoever judges tells it. */
      readonly kind: 'look'
      /** Complete units of this look, of the next one if any, and of the last planned one. */
      readonly units: number
      readonly next: number | undefined
      readonly most: number
      /** Gating comparisons in all, and a few words on each that is undecided. */
      readonly all: number
      readonly undecided: readonly string[]
      readonly continues: boolean
      readonly reason: string
    }

export type OnProgress = (progress: Progress) => void
