// Values of the query language. They are never changed, so sharing one is as good as copying it.
import type { EventColumns } from '../events/columns.ts'
import { LIMITS } from './limits.ts'
import { QueryError } from './query-error.ts'

export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'function'; readonly name: string }
  // One event; only lists that mix events with other items hold such.
  | { readonly kind: 'event'; readonly events: EventColumns; readonly row: number }
  // A list whose items are all events.
  | { readonly kind: 'events'; readonly events: EventColumns }
  | ({ readonly kind: 'list'; readonly items: readonly Value[] } & Extent)
  | ({ readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Value> } & Extent)

/** How deep a value nests and how many items stand in it at all depths: shared parts count each time. */
interface Extent {
  readonly depth: number
  readonly size: number
}

export const NONE: Value = { kind: 'none' }

export const bool = (value: boolean): Value => ({ kind: 'bool', value })
export const number = (value: number): Value => ({ kind: 'number', value })
export const events = (columns: EventColumns): Value => ({ kind: 'events', events: columns })

export function string(value: string): Value {
  if (value.length > LIMITS.stringChars) {
    throw new QueryError('LimitExceeded', `a string may have ${LIMITS.stringChars} characters`)
  }
  return { kind: 'string', value }
}

export function list(items: readonly Value[]): Value {
  return { kind: 'list', items, ...extentOf(items) }
}

export function dict(entries: ReadonlyMap<string, Value>): Value {
  return { kind: 'dict', entries, ...extentOf([...entries.values()]) }
}

/** The items of a list of either kind; undefined for other values. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list') return value.items
  if (value.kind !== 'events') return undefined
  const { events: columns } = value
  return Array.from({ length: columns.length }, (_, row) => ({
    kind: 'event',
    events: columns,
    row,
  }))
}

/** A type's name in messages: lists of events are lists to a client. */
export function typeName(value: Value): string {
  const kind = value.kind === 'events' ? 'list' : value.kind
  return kind.charAt(0).toUpperCase() + kind.slice(1)
}

// A reference to a text is not free when it is printed.
const CHARS_PER_ITEM = 64

/** Events and items in a value, at all depths. */
export function sizeOf(value: Value): number {
  if (value.kind === 'list' || value.kind === 'dict') return value.size
  if (value.kind === 'events') return 1 + value.events.length
  return value.kind === 'string' ? 1 + Math.floor(value.value.length / CHARS_PER_ITEM) : 1
}

function extentOf(parts: readonly Value[]): Extent {
  let depth = 1
  let size = 1
  for (const part of parts) {
    if (part.kind === 'list' || part.kind === 'dict') depth = Math.max(depth, part.depth + 1)
    size += sizeOf(part)
  }
  if (depth > LIMITS.depth) {
    throw new QueryError('LimitExceeded', `values may nest ${LIMITS.depth} levels deep`)
  }
  if (size > LIMITS.items) {
    throw new QueryError('LimitExceeded', `a value may hold ${LIMITS.items} items`)
  }
  return { depth, size }
}
