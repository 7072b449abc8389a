// The switch `copies = deep`: how arguments were passed before functions took ownership of them. Each list of
// events is copied twice, as a list and then event by event, and every copy of an event owns its data.
import type { EventColumns } from '../events/columns.ts'
import { finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { printFields, readFields } from '../wire/json-fields.ts'
import { events, type Value } from './value.ts'

interface OwnedEvent {
  readonly id: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  readonly data: ReadonlyMap<string, string>
}

export function deepCopy(value: Value): Value {
  return value.kind === 'events'
    ? events(columnsFrom(copyList(value.events).map(copyEvent)))
    : value
}

function copyList(columns: EventColumns): readonly OwnedEvent[] {
  const { ids, starts, ends, data, dictionary } = columns
  return Array.from({ length: columns.length }, (_, i) => ({
    id: ids[i]!,
    startNs: starts[i]!,
    endNs: ends[i]!,
    data: readFields(dictionary.texts[data[i]!]!),
  }))
}

function copyEvent(event: OwnedEvent): OwnedEvent {
  return { ...event, data: new Map(event.data) }
}

/** One dictionary entry per event: whatever works per distinct data works per event again. */
function columnsFrom(list: readonly OwnedEvent[]): EventColumns {
  const builder = makeBuilder(list.length)
  builder.length = list.length
  const texts = list.map((event, i) => {
    builder.ids[i] = event.id
    builder.starts[i] = event.startNs
    builder.ends[i] = event.endNs
    builder.data[i] = i
    return printFields(event.data)
  })
  return finishColumns(builder, { texts })
}
