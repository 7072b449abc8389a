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
  const entryOf = perEntry(events, (text) => entryFor(change(text)))
  return { ...events, data: events.data.map(entryOf), dictionary }
}

/** A function of a dictionary entry that computes on the first call and remembers the number. */
export function perEntry(
  events: EventColumns,
  compute: (text: string) => number,
): (entry: number) => number {
  const { texts } = events.dictionary
  const known = new Float64Array(texts.length).fill(Number.NaN)
  return (entry) => {
    const value = known[entry]!
    if (!Number.isNaN(value)) return value
    return (known[entry] = compute(texts[entry]!))
  }
}

/**
 * Whether two events have equal data. A dictionary may hold a text twice, so unequal entries do not say that
 * the data differ.
 */
export function haveEqualData(events: EventColumns, left: number, right: number): boolean {
  return events.data[left] === events.data[right] || hasEqualText(events, left, right)
}

function hasEqualText({ data, dictionary }: EventColumns, left: number, right: number): boolean {
  return dictionary.texts[data[left]!] === dictionary.texts[data[right]!]
}
