// Which measured sessions may lend each other units. Where a session planned for itself on a slower machine, a unit holds
// fewer rounds, or too few requests for a percentile per round.
import { completeUnits } from './kept-session.ts'
import type { KeptSession } from './kept-session.ts'
import { keyOf } from './place-key.ts'

/** Those whose units hold as many values of everything as those of this session, itself included. */
export function alikeTo<Kept extends KeptSession>(
  session: KeptSession,
  all: readonly Kept[],
): readonly Kept[] {
  const own = shapesOf(session)
  return all.filter((other) => isAlike(own, shapesOf(other)))
}

interface Shape {
  /** How many values a unit has, and of what. */
  readonly values: string
  /** Some units have none, such as of bytes written by reads. */
  readonly isRare: boolean
}

/** By place. */
type Shapes = ReadonlyMap<string, Shape>

function isAlike(first: Shapes, second: Shapes): boolean {
  return [...first].every(([place, shape]) => {
    const other = second.get(place)
    return other === undefined ? shape.isRare : other.values === shape.values
  })
}

function shapesOf(session: KeptSession): Shapes {
  const complete = completeUnits(session).length
  return new Map(
    session.series.flatMap((each) => {
      const targets = Object.values(each.values).map((byUnit) => Object.values(byUnit))
      const lengths = targets.flat().map(({ length }) => length)
      if (lengths.length === 0) return []
      const values = `${each.granularity} ${Math.max(...lengths)}`
      const isRare = targets.some((units) => units.length < complete)
      return [[keyOf(each), { values, isRare }] as const]
    }),
  )
}
