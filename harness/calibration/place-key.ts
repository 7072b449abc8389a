// A measured thing by its name, to look it up.

export interface Place {
  readonly scenario: string
  readonly load: string
  readonly metric: string
}

export const keyOf = ({ scenario, load, metric }: Place) => JSON.stringify([scenario, load, metric])

export const placeOf = ({ scenario, load, metric }: Place): Place => ({ scenario, load, metric })
