// Dictionaries of data texts: making one, and changing the data of many events at the cost of the distinct ones.
import type { DataDictionary, EventColumns } from './columns.ts'

export interface DictionaryBuilder {
  readonly dictionary: DataDictionary
  /** The entry of a text, added if it is new. */
  readonly entryFor: (text: string) => number
}

export function makeDictionary(): DictionaryBuilder {
  const texts: string[] = []
  const entries = new Map<string, number>()
  const entryFor = (text: string): number => {
    const known = entries.get(text)
    if (known !== undefined) return known
    entries.set(text, texts.length)
    texts.push(text)
    return texts.length - 1
  }
  return { dictionary: { texts }, entryFor }
}

/** Applies `change` once to every data text that an event uses. */
export function changeData(events: EventColumns, change: (text: string) => string): EventColumns {
  const { dictionary, entryFor } = makeDictionary()
  const changed = perEntry(events, (text) => entryFor(change(text)))
  return { ...events, data: events.data.map((entry) => changed[entry]!), dictionary }
}

const NOT_COMPUTED = -(2 ** 31)

/**
 * A number for every dictionary entry that an event uses, computed at the entry's first event. Numbers have
 * 32 bits; entries without events have no meaning.
 */
export function perEntry(events: EventColumns, compute: (text: string) => number): Int32Array {
  const { length, data } = events
  const { texts } = events.dictionary
  const numbers = new Int32Array(texts.length).fill(NOT_COMPUTED)
  for (let i = 0; i < length; i++) {
    const entry = data[i]!
    if (numbers[entry] === NOT_COMPUTED) numbers[entry] = compute(texts[entry]!)
  }
  return numbers
}

/**
 * Whether two dictionary entries are equal data. A dictionary may hold a text twice, so unequal entries do not
 * say that the data differ.
 */
export function sameData(texts: readonly string[], left: number, right: number): boolean {
  return left === right || texts[left] === texts[right]
}
