// Keys that a body's objects had twice. In free data the last one wins; a known field given twice is an
// error, and only the reader of the fields knows which objects have known ones.
import type { JsonObject } from '../wire/json-value.ts'

const repeatedKeys = new WeakMap<JsonObject, Set<string>>()

export function noteRepeatedKey(object: JsonObject, key: string): void {
  const keys = repeatedKeys.get(object)
  if (keys === undefined) repeatedKeys.set(object, new Set([key]))
  else keys.add(key)
}

/** The first of `known` that the object was given twice. */
export function repeatedKeyOf(object: JsonObject, known: readonly string[]): string | undefined {
  const keys = repeatedKeys.get(object)
  return keys && known.find((key) => keys.has(key))
}
