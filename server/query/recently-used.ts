// A bounded memory of what is costly to make: the least recently used is forgotten first.

/** Gives what is remembered under the key, or makes and remembers it. */
export type RecentlyUsed<T> = (key: string, make: () => T) => T

export function recentlyUsed<T>(limit: number): RecentlyUsed<T> {
  // Oldest use first: a Map keeps the order of insertion.
  const known = new Map<string, T>()
  return (key, make) => {
    const value = known.has(key) ? known.get(key)! : make()
    known.delete(key)
    known.set(key, value)
    if (known.size > limit) known.delete(known.keys().next().value!)
    return value
  }
}
