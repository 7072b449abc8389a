// Joins consecutive events that agree in one key of their data, whatever lies between them in time.
import type { EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { perEntry } from '../events/dictionary.ts'
import { fieldReader } from '../wire/json-fields.ts'

const LACKS_THE_KEY = -1

/** A chunk is its first event with the summed duration; events lacking the key are skipped. */
export function chunkByKey(events: EventColumns, key: string): EventColumns {
  const values = new Map<string, number>()
  const valueText = fieldReader(key)
  const valueOf = perEntry(events, (text) => {
    const value = valueText(text)
    if (value === undefined) return LACKS_THE_KEY
    const number = values.get(value) ?? values.size
    values.set(value, number)
    return number
  })
  const chunks = makeBuilder(16)
  let chunkValue = LACKS_THE_KEY
  for (let i = 0; i < events.length; i++) {
    const value = valueOf[events.data[i]!]!
    if (value === LACKS_THE_KEY) continue
    const startNs = events.starts[i]!
    const endNs = events.ends[i]!
    const last = chunks.length - 1
    if (value === chunkValue) chunks.ends[last] = chunks.ends[last]! + (endNs - startNs)
    else append(chunks, events.ids[i]!, startNs, endNs, events.data[i]!)
    chunkValue = value
  }
  return finishColumns(chunks, events.dictionary)
}
