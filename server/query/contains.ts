// The function `contains`: an item in a list, or a key in a dict.
import { deepEqual } from './equality.ts'
import { invalidParameters } from './function.ts'
import { itemsOf, typeName, type Value } from './value.ts'

export function contains(container: Value, item: Value): boolean {
  const items = itemsOf(container)
  if (items !== undefined) return items.some((each) => deepEqual(each, item))
  if (container.kind === 'dict' && item.kind === 'string') return container.entries.has(item.value)
  const types = `${typeName(container)} and ${typeName(item)}`
  throw invalidParameters(`Expected a list and a value, or a dict and a string, got ${types}`)
}
