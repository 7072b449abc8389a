// Tables that a function needs only until it returns, handed out again instead of made anew. Memory of typed arrays
// counts for V8 although it is outside of its heap: thrown away, a few MB per query have it collect a reader thread's
// garbage every few queries, which on one CPU takes longer than the query.

type Table = Uint32Array | Float64Array

/** Larger ones are let go: one huge query must not cost its memory for ever. */
const MOST_KEPT_BYTES = 4 * 2 ** 20

/**
 * The function returned gives a table at least so long. Nobody has cleared it, and it is its caller's only until the
 * next call: neither may it leave the caller, nor may the caller be called from within itself.
 */
export function reusedTable<T extends Table>(
  make: (length: number) => T,
): (leastLength: number) => T {
  let kept = make(0)
  return (leastLength) => {
    if (kept.length >= leastLength) return kept
    // Doubled, as dictionaries grow by an entry or two.
    const table = make(Math.max(leastLength, kept.length * 2))
    if (table.byteLength <= MOST_KEPT_BYTES) kept = table
    return table
  }
}
