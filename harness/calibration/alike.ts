// Which measured sessions may lend each other units. Where a session planned for itself on a slower machine, a unit holds
// fewer rounds, or too few requests for a percentile per round.
import type { KeptSession } from './kept-session.ts'

/** Those whose units hold as many values of everything as those of this session, itself included. */
export function alikeTo(session: KeptSession, all: readonly KeptSession[]): readonly KeptSession[] {
  const shape = shapeOf(session)
  return all.filter((other) => shapeOf(other) === shape)
}

function shapeOf({ series }: KeptSession): string {
  return JSON.stringify(
    series.map(({ scenario, load, metric, granularity, values }) => {
      const lengths = Object.values(values).flatMap((units) =>
        Object.values(units).map(({ length }) => length),
      )
      return [scenario, load, metric, granularity, [...new Set(lengths)].toSorted((a, b) => a - b)]
    }),
  )
}
