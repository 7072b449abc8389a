// The switch `copies = deep`: how arguments were passed before functions took ownership of them. Each list of
// events is copied twice, as a list and then event by event, and every copy of an event owns its data.
import type { EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { parseJson } from '../wire/json-parse.ts'
import { printJson } from '../wire/json-print.ts'
import { isJsonArray, isJsonObject, type JsonValue } from '../wire/json-value.ts'
import { events, type Value } from './value.ts'

interface OwnedEvent {
  readonly id: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  readonly data: JsonValue
}

export function deepCopy(value: Value): Value {
  return value.kind === 'events'
    ? events(columnsFrom(copyList(value.events).map(copyEvent)))
    : value
}

function copyList(columns: EventColumns): readonly OwnedEvent[] {
  return Array.from({ length: columns.length }, (_, i) => ({
    id: columns.ids[i]!,
    startNs: columns.starts[i]!,
    endNs: columns.ends[i]!,
    data: parseJson(columns.dictionary.texts[columns.data[i]!]!),
  }))
}

function copyEvent(event: OwnedEvent): OwnedEvent {
  return { ...event, data: copyJson(event.data) }
}

function copyJson(value: JsonValue): JsonValue {
  if (isJsonObject(value)) {
    return new Map(Array.from(value, ([key, field]) => [key, copyJson(field)]))
  }
  return isJsonArray(value) ? value.map(copyJson) : value
}

/** One dictionary entry per event: whatever works per distinct data works per event again. */
function columnsFrom(list: readonly OwnedEvent[]): EventColumns {
  const builder = makeBuilder(list.length)
  const texts = list.map((event, i) => {
    append(builder, event.id, event.startNs, event.endNs, i)
    return printJson(event.data)
  })
  return finishColumns(builder, { texts })
}
