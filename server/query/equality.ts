// When values are equal.
import { rowAt } from '../events/event-row.ts'
import { QueryError } from './query-error.ts'
import { itemsOf, typeName, type Value } from './value.ts'

/** The operator `==`: only values of one type compare, and None does not even equal itself. */
export function compareWithOperator(left: Value, right: Value): boolean {
  if (left.kind === 'function' || typeName(left) !== typeName(right)) {
    const types = `${typeName(left)} and ${typeName(right)}`
    throw new QueryError('InvalidType', `Cannot compare values of types ${types}`)
  }
  return left.kind !== 'none' && deepEqual(left, right)
}

/** Inside lists and dicts None equals None, and differing types are unequal. */
export function deepEqual(left: Value, right: Value): boolean {
  if (left.kind === 'dict') return right.kind === 'dict' && equalDicts(left.entries, right.entries)
  const leftItems = itemsOf(left)
  if (leftItems !== undefined) {
    const rightItems = itemsOf(right)
    return (
      leftItems.length === rightItems?.length &&
      leftItems.every((item, i) => deepEqual(item, rightItems[i]!))
    )
  }
  if (left.kind === 'none') return right.kind === 'none'
  if (left.kind === 'event') return right.kind === 'event' && equalEvents(left, right)
  return equalScalars(left, right)
}

function equalScalars(left: Value, right: Value): boolean {
  if (left.kind === 'bool') return right.kind === 'bool' && left.value === right.value
  if (left.kind === 'number') return right.kind === 'number' && left.value === right.value
  return left.kind === 'string' && right.kind === 'string' && left.value === right.value
}

function equalDicts(left: ReadonlyMap<string, Value>, right: ReadonlyMap<string, Value>): boolean {
  if (left.size !== right.size) return false
  return [...left].every(([key, value]) => {
    const other = right.get(key)
    return other !== undefined && deepEqual(value, other)
  })
}

type EventValue = Extract<Value, { kind: 'event' }>

/** Ids do not count. */
function equalEvents(left: EventValue, right: EventValue): boolean {
  const a = rowAt(left.events, left.row)
  const b = rowAt(right.events, right.row)
  return a.startNs === b.startNs && a.endNs === b.endNs && a.data === b.data
}
