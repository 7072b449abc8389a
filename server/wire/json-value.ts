// JSON values without loss: integers are bigints and floats are numbers (1 and 1.0 differ), objects are
// Maps (any key is safe, and no key is reordered).

export type JsonValue = null | boolean | bigint | number | string | JsonArray | JsonObject
export type JsonArray = readonly JsonValue[]
export type JsonObject = ReadonlyMap<string, JsonValue>

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map
}

export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value)
}
