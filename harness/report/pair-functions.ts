// Which functions of two builds are the same, from names, files and lines alone.
import type { FunctionTimes } from '../results/schema.ts'

/** One function of each build, several where nobody can tell which is which, none where it was not seen. */
export interface Pair {
  readonly before: readonly FunctionTimes[]
  readonly after: readonly FunctionTimes[]
}

/** By name and file: other code above a function moves its line, and that makes it no other. */
export function pairFunctions(
  before: readonly FunctionTimes[],
  after: readonly FunctionTimes[],
): readonly Pair[] {
  const keyOf = ({ name, file = '' }: FunctionTimes) => JSON.stringify([name, file])
  const [befores, afters] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)]
  return [...new Set([...befores.keys(), ...afters.keys()])].flatMap((key) =>
    pairNamesakes(befores.get(key) ?? [], afters.get(key) ?? []),
  )
}

/**
 * Functions without a name share that in a file. Where they stand at the same lines they are the same; where one was
 * added all later ones have moved, some perhaps to where another stood, and only their sums can be compared.
 */
function pairNamesakes(before: readonly FunctionTimes[], after: readonly FunctionTimes[]): Pair[] {
  if (before.length === 1 && after.length === 1) return [{ before, after }]
  if (before.length > 0 && after.length > 0 && !haveSameLines(before, after))
    return [{ before, after }]
  const lines = new Set([...before, ...after].map(({ line }) => line))
  return [...lines].map((at) => ({
    before: before.filter(({ line }) => line === at),
    after: after.filter(({ line }) => line === at),
  }))
}

function haveSameLines(before: readonly FunctionTimes[], after: readonly FunctionTimes[]): boolean {
  const lines = new Set(before.map(({ line }) => line))
  return before.length === after.length && after.every(({ line }) => lines.has(line))
}
