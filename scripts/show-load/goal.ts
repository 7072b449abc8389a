// One line of the table: what was wanted and what was measured.

export interface Goal {
  readonly what: string
  readonly measured: string
  readonly goal: string
  readonly outcome: 'reached' | 'MISSED' | `not measured (${string})`
}

/** What other processes disturbed says nothing of the load generator; it is shown and not judged. */
export function judged(
  { what, goal }: Pick<Goal, 'what' | 'goal'>,
  measured: string,
  { isReached, isDisturbed }: { readonly isReached: boolean; readonly isDisturbed: boolean },
): Goal {
  const outcome = isReached ? 'reached' : 'MISSED'
  return {
    what,
    measured,
    goal,
    outcome: isDisturbed ? 'not measured (other processes took the CPUs)' : outcome,
  }
}

export function notMeasured({ what, goal }: Pick<Goal, 'what' | 'goal'>, why: string): Goal {
  return { what, measured: '–', goal, outcome: `not measured (${why})` }
}

export const us = (value: number): string =>
  Math.abs(value) < 1000
    ? `${value.toFixed(Math.abs(value) < 10 ? 2 : 0)} µs`
    : `${(value / 1000).toFixed(2)} ms`

export const percent = (share: number): string =>
  `${(share * 100).toFixed(Math.abs(share) < 0.1 ? 2 : 0)} %`
