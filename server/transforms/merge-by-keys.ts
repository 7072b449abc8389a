// Sums durations of events that agree in all given keys of their data.
import { NO_ID, type EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { rememberedPerEntry } from '../events/dictionary.ts'
import { NO_EVENTS } from '../events/event-row.ts'
import { reusedTable } from '../events/reused-table.ts'
import { fieldReader, type FieldReader } from '../wire/json-fields.ts'

const LACKS_A_KEY = -1
const FIRST_GROUPS = 64

const groupTable = reusedTable((length) => new Uint32Array(length))

/**
 * One event per group, in the order of first appearance: start and whole data of the group's first event,
 * no id. Events lacking a key are dropped; no keys give no events.
 */
export function mergeByKeys(events: EventColumns, keys: readonly string[]): EventColumns {
  if (keys.length === 0) return NO_EVENTS
  const { starts, ends, data } = events
  const classOf = classesByKeys(events, keys)
  const groupOf = noGroups(events, classOf)
  const merged = makeBuilder(FIRST_GROUPS)
  for (let i = 0; i < events.length; i++) {
    const entryClass = classOf[data[i]!]!
    if (entryClass === LACKS_A_KEY) continue
    const group = groupOf[entryClass]! - 1
    if (group >= 0) {
      merged.ends[group] = merged.ends[group]! + (ends[i]! - starts[i]!)
    } else {
      append(merged, NO_ID, starts[i]!, ends[i]!, data[i]!)
      groupOf[entryClass] = merged.length
    }
  }
  return finishColumns(merged, events.dictionary)
}

/** By class, group + 1, as far as events have the class. Groups are numbered in order of their first events. */
function noGroups({ data, length, dictionary }: EventColumns, classOf: Int32Array): Uint32Array {
  const groupOf = groupTable(dictionary.texts.length)
  for (let i = 0; i < length; i++) {
    const entryClass = classOf[data[i]!]!
    if (entryClass !== LACKS_A_KEY) groupOf[entryClass] = 0
  }
  return groupOf
}

/** Numbers of what entries have under the keys: equal for equal values, and fewer than entries. */
function classesByKeys(events: EventColumns, keys: readonly string[]): Int32Array {
  return rememberedPerEntry(events, JSON.stringify(keys), () => {
    const readers = keys.map(fieldReader)
    const classes = new Map<string, number>()
    return (text) => {
      const name = groupName(text, readers)
      if (name === undefined) return LACKS_A_KEY
      const known = classes.get(name) ?? classes.size
      classes.set(name, known)
      return known
    }
  })
}

/** JSON texts hold no line ends, so values cannot run into each other. */
function groupName(text: string, readers: readonly FieldReader[]): string | undefined {
  let name = ''
  for (const read of readers) {
    const value = read(text)
    if (value === undefined) return undefined
    name = name === '' ? value : `${name}\n${value}`
  }
  return name
}
