// The switch `copies = deep`: how arguments were passed before functions took ownership of them. Each list of
// events is copied twice, first the list with all it holds and then event by event, and each time the data of
// every event is copied too. Only the copying is of that era; transforms find one dictionary as ever.
import type { EventColumns } from '../events/columns.ts'
import { finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { makeDictionary } from '../events/dictionary.ts'
import { events, type Value } from './value.ts'

interface OwnedEvent<Data> {
  readonly id: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  readonly data: Data
}

export function deepCopy(value: Value): Value {
  if (value.kind !== 'events') return value
  return events(columnsFrom(copyList(value.events).map(copyEvent)))
}

function copyList({
  ids,
  starts,
  ends,
  data,
  dictionary,
  length,
}: EventColumns): readonly OwnedEvent<Buffer>[] {
  return Array.from({ length }, (_, i) => ({
    id: ids[i]!,
    startNs: starts[i]!,
    endNs: ends[i]!,
    data: Buffer.from(dictionary.texts[data[i]!]!),
  }))
}

/** Strings cannot be copied as they are; out of the bytes and back is a copy each way. */
function copyEvent(event: OwnedEvent<Buffer>): OwnedEvent<string> {
  return { ...event, data: event.data.toString() }
}

function columnsFrom(list: readonly OwnedEvent<string>[]): EventColumns {
  const builder = makeBuilder(list.length)
  const { dictionary, entryFor } = makeDictionary()
  builder.length = list.length
  for (const [i, event] of list.entries()) {
    builder.ids[i] = event.id
    builder.starts[i] = event.startNs
    builder.ends[i] = event.endNs
    builder.data[i] = entryFor(event.data)
  }
  return finishColumns(builder, dictionary)
}
