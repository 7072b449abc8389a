// Counts, in memory shared by threads, the writes that may change the data of an id that readers have seen.
// The count is odd while such a write is on its way.

export type Rewrites = Int32Array<SharedArrayBuffer>

export function makeRewrites(): Rewrites {
  return new Int32Array(new SharedArrayBuffer(4))
}

/** `write` must have committed when it returns. */
export function rewriting<T>(rewrites: Rewrites, write: () => T): T {
  Atomics.add(rewrites, 0, 1)
  try {
    return write()
  } finally {
    Atomics.add(rewrites, 0, 1)
  }
}

/**
 * The count that holds for the state of the database that `begin` starts reading, or undefined if a write
 * was on its way meanwhile, so that nobody knows on which side of it the state is.
 */
export function steadyCount(rewrites: Rewrites, begin: () => void): number | undefined {
  const before = Atomics.load(rewrites, 0)
  begin()
  const isSteady = before % 2 === 0 && Atomics.load(rewrites, 0) === before
  return isSteady ? before : undefined
}
