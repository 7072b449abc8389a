// The types that functions ask of their arguments. A reader gives undefined for a value of another type.
import type { EventColumns } from '../events/columns.ts'
import { NO_EVENTS } from '../events/event-row.ts'
import { printFloat } from '../wire/float.ts'
import { itemsOf, type Value } from './value.ts'

export interface Parameter<T> {
  /** In messages: `expected a list of events, got Number`. */
  readonly expected: string
  readonly read: (value: Value) => T | undefined
}

export const anyValue: Parameter<Value> = { expected: 'anything', read: (value) => value }

export const text: Parameter<string> = {
  expected: 'a string',
  read: (value) => (value.kind === 'string' ? value.value : undefined),
}

export const numeric: Parameter<number> = {
  expected: 'a number',
  read: (value) => (value.kind === 'number' ? value.value : undefined),
}

/** An empty list is a list of events too. */
export const eventList: Parameter<EventColumns> = {
  expected: 'a list of events',
  read: (value) => {
    if (value.kind === 'events') return value.events
    return value.kind === 'list' && value.items.length === 0 ? NO_EVENTS : undefined
  },
}

export const textList: Parameter<readonly string[]> = {
  expected: 'a list of strings',
  read: (value) => {
    const texts = shortItemsOf(value)?.map(text.read)
    return texts?.every((each) => each !== undefined) ? texts : undefined
  },
}

export const list: Parameter<readonly Value[]> = { expected: 'a list', read: shortItemsOf }

/** Values that event data can hold, as canonical JSON texts. */
export const jsonTexts: Parameter<ReadonlySet<string>> = {
  expected: 'a list of strings, numbers, booleans, None or lists of these',
  read: (value) => {
    const texts = shortItemsOf(value)?.map(jsonText)
    return texts?.every((each) => each !== undefined) ? new Set(texts) : undefined
  },
}

/** Query numbers are floats, so 1 is the text `1.0`, which integer data do not equal. */
function jsonText(value: Value): string | undefined {
  if (value.kind === 'none') return 'null'
  if (value.kind === 'bool') return String(value.value)
  if (value.kind === 'number') return printFloat(value.value)
  if (value.kind === 'string') return JSON.stringify(value.value)
  const texts = shortItemsOf(value)?.map(jsonText)
  return texts === undefined || texts.includes(undefined) ? undefined : `[${texts.join()}]`
}

/** Lists other than of events; those only if they are empty. */
function shortItemsOf(value: Value): readonly Value[] | undefined {
  return value.kind === 'events' && value.events.length > 0 ? undefined : itemsOf(value)
}
