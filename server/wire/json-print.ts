// Compact JSON text with keys sorted by their UTF-8 bytes: the one spelling that equal values share, so
// that texts can be compared instead of values.
import { printFloat } from './float.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json-value.ts'
import { compareUtf8 } from './utf8-order.ts'

export function printJson(value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return printFloat(value)
  if (isJsonObject(value)) return printObject(value)
  if (isJsonArray(value)) return `[${value.map(printJson).join()}]`
  return value === null ? 'null' : value.toString()
}

function printObject(object: JsonObject): string {
  let text = ''
  for (const key of sortedKeys(object)) {
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${printJson(object.get(key)!)}`
  }
  return text === '' ? '{}' : `${text}}`
}

/** Clients mostly write their keys in order already. */
function sortedKeys(object: JsonObject): Iterable<string> {
  let before: string | undefined
  for (const key of object.keys()) {
    if (before !== undefined && compareUtf8(before, key) > 0) {
      return [...object.keys()].sort(compareUtf8)
    }
    before = key
  }
  return object.keys()
}
