// Sums durations of events that agree in all given keys of their data.
import { NO_ID, type EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { perEntry } from '../events/dictionary.ts'
import { NO_EVENTS } from '../events/event-row.ts'
import { fieldText } from '../wire/json-fields.ts'

const LACKS_A_KEY = -1

/**
 * One event per group, in the order of first appearance: start and whole data of the group's first event,
 * no id. Events lacking a key are dropped; no keys give no events.
 */
export function mergeByKeys(events: EventColumns, keys: readonly string[]): EventColumns {
  if (keys.length === 0) return NO_EVENTS
  const groups = new Map<string, number>()
  const groupOf = perEntry(events, (text) => {
    const name = groupName(text, keys)
    if (name === undefined) return LACKS_A_KEY
    const group = groups.get(name) ?? groups.size
    groups.set(name, group)
    return group
  })
  // Groups are numbered at their first event, so group n is the builder's row n.
  const merged = makeBuilder(16)
  for (let i = 0; i < events.length; i++) {
    const group = groupOf(events.data[i]!)
    if (group === LACKS_A_KEY) continue
    const startNs = events.starts[i]!
    const endNs = events.ends[i]!
    if (group === merged.length) append(merged, NO_ID, startNs, endNs, events.data[i]!)
    else merged.ends[group] = merged.ends[group]! + (endNs - startNs)
  }
  return finishColumns(merged, events.dictionary)
}

/** JSON texts hold no line ends, so values cannot run into each other. */
function groupName(text: string, keys: readonly string[]): string | undefined {
  let name = ''
  for (const key of keys) {
    const value = fieldText(text, key)
    if (value === undefined) return undefined
    name += `${value}\n`
  }
  return name
}
