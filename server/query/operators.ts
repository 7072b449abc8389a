// What `+ - * / % ==` do.
import { concat } from '../transforms/concat.ts'
import { compareWithOperator } from './equality.ts'
import { LIMITS } from './limits.ts'
import { QueryError } from './query-error.ts'
import type { Operator } from './syntax.ts'
import {
  bool,
  events,
  itemsOf,
  list,
  number,
  sizeOf,
  string,
  typeName,
  type Value,
} from './value.ts'

export function applyOperator(operator: Operator, left: Value, right: Value): Value {
  if (operator === '==') return bool(compareWithOperator(left, right))
  if (operator === '+' && left.kind !== 'number') return add(left, right)
  if (left.kind !== 'number' || right.kind !== 'number') throw cannotUse(operator, left, right)
  return number(calculate(operator, left.value, right.value))
}

function calculate(operator: Exclude<Operator, '=='>, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '%':
      return left % right
    case '/':
      if (right === 0) throw new QueryError('MathError', 'Tried to divide by zero!')
      return left / right
  }
}

function add(left: Value, right: Value): Value {
  if (left.kind === 'string' && right.kind === 'string') return string(left.value + right.value)
  if (left.kind === 'events' && right.kind === 'events') {
    checkItems(left.events.length + right.events.length)
    return events(concat([left.events, right.events]))
  }
  return addLists(left, right)
}

function addLists(left: Value, right: Value): Value {
  const isEmpty = (value: Value) => value.kind === 'list' && value.items.length === 0
  if (isEmpty(left) && (right.kind === 'events' || right.kind === 'list')) return right
  if (isEmpty(right) && (left.kind === 'events' || left.kind === 'list')) return left
  checkItems(sizeOf(left) + sizeOf(right))
  const leftItems = itemsOf(left)
  const rightItems = itemsOf(right)
  if (leftItems === undefined || rightItems === undefined) throw cannotUse('+', left, right)
  return list([...leftItems, ...rightItems])
}

function checkItems(count: number): void {
  if (count > LIMITS.items) {
    throw new QueryError('LimitExceeded', `a list may hold ${LIMITS.items} items, not ${count}`)
  }
}

function cannotUse(operator: Operator, left: Value, right: Value): QueryError {
  const types = `${typeName(left)} and ${typeName(right)}`
  return new QueryError('InvalidType', `Cannot use ${operator} on values of types ${types}`)
}
