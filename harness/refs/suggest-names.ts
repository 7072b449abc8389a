// "Did you mean": names that are a slip of the keyboard away.

const LIMIT = 3

/** At most three, closest first. */
export function suggestNames(typed: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, distance: measureDistance(typed, name) }))
    .filter(({ distance }) => distance <= Math.max(2, typed.length / 3))
    .filter(({ distance }) => distance < typed.length)
    .sort((first, second) => first.distance - second.distance)
    .slice(0, LIMIT)
    .map(({ name }) => name)
}

/** A name that only lacks its remote or folder, such as `topic` for `origin/topic`, is as close as can be. */
function measureDistance(typed: string, name: string): number {
  const wanted = typed.toLowerCase()
  const known = name.toLowerCase()
  return known.endsWith(`/${wanted}`) ? 0 : computeEditDistance(wanted, known)
}

/** Levenshtein: insertions, deletions and replacements, one row at a time. */
function computeEditDistance(first: string, second: string): number {
  let row = Array.from({ length: second.length + 1 }, (_, column) => column)
  for (let line = 1; line <= first.length; line++) {
    const next = [line]
    for (let column = 1; column <= second.length; column++) {
      const replaced = row[column - 1]! + (first[line - 1] === second[column - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[column]! + 1, next[column - 1]! + 1))
    }
    row = next
  }
  return row.at(-1)!
}
