// Whether all strings of a value are text: a lone surrogate has no UTF-8, so it can be neither stored nor sent.
import { isJsonArray, isJsonObject, type JsonValue } from '../wire/json-value.ts'

export function isWellFormed(value: JsonValue): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (isJsonArray(value)) return value.every(isWellFormed)
  if (!isJsonObject(value)) return true
  return [...value].every(([key, each]) => key.isWellFormed() && isWellFormed(each))
}
