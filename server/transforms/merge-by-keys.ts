// Sums durations of events that agree in all given keys of their data.
import { NO_ID, type EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { perEntry } from '../events/dictionary.ts'
import { NO_EVENTS } from '../events/event-row.ts'
import { fieldReader, type FieldReader } from '../wire/json-fields.ts'

const LACKS_A_KEY = -1

/**
 * One event per group, in the order of first appearance: start and whole data of the group's first event,
 * no id. Events lacking a key are dropped; no keys give no events.
 */
export function mergeByKeys(events: EventColumns, keys: readonly string[]): EventColumns {
  if (keys.length === 0) return NO_EVENTS
  const { starts, ends, data } = events
  const { groupOf, groups } = groupEntries(events, keys)
  const merged = makeBuilder(groups)
  for (let i = 0; i < events.length; i++) {
    const group = groupOf[data[i]!]!
    if (group === LACKS_A_KEY) continue
    // Groups are numbered in order of their first events.
    if (group < merged.length) {
      merged.ends[group] = merged.ends[group]! + ends[i]! - starts[i]!
    } else {
      append(merged, NO_ID, starts[i]!, ends[i]!, data[i]!)
    }
  }
  return finishColumns(merged, events.dictionary)
}

function groupEntries(events: EventColumns, keys: readonly string[]) {
  const readers = keys.map(fieldReader)
  const groups = new Map<string, number>()
  const groupOf = perEntry(events, (text) => {
    const name = groupName(text, readers)
    if (name === undefined) return LACKS_A_KEY
    const known = groups.get(name)
    if (known !== undefined) return known
    groups.set(name, groups.size)
    return groups.size - 1
  })
  return { groupOf, groups: groups.size }
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
