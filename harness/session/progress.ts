// What a session tells while it runs, between slices only: nothing is printed while a slice runs.

export type Progress =
  | {
      readonly kind: 'rehearsal'
      readonly scenario: string
      readonly done: number
      readonly all: number
    }
  | { readonly kind: 'planned'; readonly units: number; readonly expectedMs: number }
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
  | { readonly kind: 'stopping'; readonly why: string }

export type OnProgress = (progress: Progress) => void
