// The rules of categorize and tag: patterns searched in the top-level strings of an event's data.
import { nextField, openFields, stringOf } from '../wire/json-fields.ts'

export type Rule =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'regex'
      readonly pattern: string
      /** Only these keys are searched; all if undefined. */
      readonly selectKeys: readonly string[] | undefined
    }

/** The strings that stand directly in an event's data, by key. */
export type StringFields = ReadonlyMap<string, string>

/** The numbers of the rules that match, from 0, ascending, each once. */
export type RuleMatcher = (fields: StringFields) => readonly number[]

export function stringFields(dataText: string): StringFields {
  const fields = new Map<string, string>()
  const cursor = openFields(dataText)
  while (nextField(cursor)) {
    const value = stringOf(dataText.slice(cursor.valueFrom, cursor.valueTo))
    if (value === undefined) continue
    fields.set(stringOf(dataText.slice(cursor.keyFrom, cursor.keyTo))!, value)
  }
  return fields
}
