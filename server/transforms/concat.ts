// Lists one after another. Lists of different dictionaries get a common one.
import type { DataDictionary, EventColumns } from '../events/columns.ts'
import { makeDictionary, perEntry } from '../events/dictionary.ts'
import { NO_EVENTS } from '../events/event-row.ts'

export function concat(lists: readonly EventColumns[]): EventColumns {
  const filled = lists.filter((list) => list.length > 0)
  if (filled.length < 2) return filled[0] ?? lists[0] ?? NO_EVENTS
  const length = filled.reduce((sum, list) => sum + list.length, 0)
  const ids = new BigInt64Array(length)
  const starts = new BigInt64Array(length)
  const ends = new BigInt64Array(length)
  const data = new Uint32Array(length)
  const { dictionary, dataOf } = commonDictionary(filled)
  let at = 0
  for (const list of filled) {
    ids.set(list.ids, at)
    starts.set(list.starts, at)
    ends.set(list.ends, at)
    data.set(dataOf(list), at)
    at += list.length
  }
  return { length, ids, starts, ends, data, dictionary }
}

interface CommonDictionary {
  readonly dictionary: DataDictionary
  /** The list's data column, as entries of the common dictionary. */
  readonly dataOf: (list: EventColumns) => Uint32Array
}

function commonDictionary(lists: readonly EventColumns[]): CommonDictionary {
  const first = lists[0]!.dictionary
  if (lists.every((list) => list.dictionary === first)) {
    return { dictionary: first, dataOf: (list) => list.data }
  }
  const { dictionary, entryFor } = makeDictionary()
  const dataOf = (list: EventColumns): Uint32Array => {
    const entries = perEntry(list, entryFor)
    return list.data.map((entry) => entries[entry]!)
  }
  return { dictionary, dataOf }
}
