// Joins consecutive events that agree in one key of their data, whatever lies between them in time.
import type { EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { rememberedPerEntry } from '../events/dictionary.ts'
import { fieldReader } from '../wire/json-fields.ts'

const LACKS_THE_KEY = -1

/** A chunk is its first event with the summed duration; events lacking the key are skipped. */
export function chunkByKey(events: EventColumns, key: string): EventColumns {
  const valueOf = rememberedPerEntry(events, `value of ${key}`, () => numberValues(key))
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

/** Equal values have equal numbers. */
function numberValues(key: string): (text: string) => number {
  const numbers = new Map<string, number>()
  const valueText = fieldReader(key)
  return (text) => {
    const value = valueText(text)
    if (value === undefined) return LACKS_THE_KEY
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  }
}
