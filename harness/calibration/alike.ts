// Which measured sessions may lend each other units. Where a session planned for itself on a slower machine, a unit holds
// fewer rounds, or too few requests for a percentile per round.
import type { KeptSession } from './kept-session.ts'
import { keyOf } from './place-key.ts'

/** Those whose units hold as many values of everything as those of this session, itself included. */
export function alikeTo<Kept extends KeptSession>(
  session: KeptSession,
  all: readonly Kept[],
): readonly Kept[] {
  const own = shapeOf(session)
  return all.filter((other) => isAlike(own, shapeOf(other)))
}

/** By place, how many values a unit has, and of what. Rare ones, such as bytes written by reads, are not in every session. */
type Shape = ReadonlyMap<string, string>

function isAlike(first: Shape, second: Shape): boolean {
  return [...first].every(([place, shape]) => (second.get(place) ?? shape) === shape)
}

function shapeOf({ series }: KeptSession): Shape {
  return new Map(
    series.flatMap((each) => {
      const units = Object.values(each.values).flatMap((byUnit) => Object.values(byUnit))
      if (units.length === 0) return []
      const most = Math.max(...units.map(({ length }) => length))
      return [[keyOf(each), `${each.granularity} ${most}`] as const]
    }),
  )
}
