// What a session tells while it runs, between slices only: nothing is printed while a slice runs.

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
  | { readonly kind: 'planned'; readonly units: number; readonly expectedMs: number }
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
    }

export type OnProgress = (progress: Progress) => void
