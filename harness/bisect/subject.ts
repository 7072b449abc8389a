// What is asked of every step.
export interface Subject {
  readonly scenario: string
  readonly load: string
  /** Id of the catalogue. */
  readonly metric: string
  /** Which change is looked for. */
  readonly find: 'slower' | 'faster'
}
