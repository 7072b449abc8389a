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
 * A number for every dictionary entry that an event uses, equal for equal data. A dictionary may hold a text
 * twice, so the entries themselves do not say that the data differ.
 */
export function dataNumbers(events: EventColumns): Int32Array {
  return rememberedPerEntry(events, 'the whole text', () => makeDictionary().entryFor)
}

interface Remembered {
  readonly compute: (text: string) => number
  numbers: Int32Array<ArrayBuffer>
}

const MAX_REMEMBERED = 8
const remembered = new WeakMap<DataDictionary, Map<string, Remembered>>()

/**
 * As perEntry, but what was computed holds for every later list of the same dictionary: reader threads keep
 * those of their buckets. `name` tells what is computed; `start` gives a computation with a state of its own.
 */
export function rememberedPerEntry(
  events: EventColumns,
  name: string,
  start: () => (text: string) => number,
): Int32Array {
  const { texts } = events.dictionary
  const known = rememberedUnder(events.dictionary, name, start)
  if (known.numbers.length < texts.length) {
    const longer = new Int32Array(texts.length * 2).fill(NOT_COMPUTED)
    longer.set(known.numbers)
    known.numbers = longer
  }
  const { numbers, compute } = known
  for (let i = 0; i < events.length; i++) {
    const entry = events.data[i]!
    if (numbers[entry] === NOT_COMPUTED) numbers[entry] = compute(texts[entry]!)
  }
  return numbers
}

function rememberedUnder(
  dictionary: DataDictionary,
  name: string,
  start: () => (text: string) => number,
): Remembered {
  const all = remembered.get(dictionary) ?? new Map<string, Remembered>()
  remembered.set(dictionary, all)
  const found = all.get(name) ?? { compute: start(), numbers: new Int32Array(0) }
  all.delete(name)
  all.set(name, found)
  if (all.size > MAX_REMEMBERED) all.delete(all.keys().next().value!)
  return found
}
