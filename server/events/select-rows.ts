// New columns out of chosen rows of others; the dictionary is shared.
import type { EventColumns } from './columns.ts'

/** The rows in the order given. */
export function selectRows(events: EventColumns, rows: ArrayLike<number>): EventColumns {
  const length = rows.length
  const ids = new BigInt64Array(length)
  const starts = new BigInt64Array(length)
  const ends = new BigInt64Array(length)
  const data = new Uint32Array(length)
  for (let i = 0; i < length; i++) {
    const row = rows[i]!
    ids[i] = events.ids[row]!
    starts[i] = events.starts[row]!
    ends[i] = events.ends[row]!
    data[i] = events.data[row]!
  }
  return { length, ids, starts, ends, data, dictionary: events.dictionary }
}

/** The rows whose dictionary entry has a 1 in the table, in order. */
export function selectByEntry(events: EventColumns, passes: Int32Array): EventColumns {
  const rows = new Uint32Array(events.length)
  let count = 0
  for (let i = 0; i < events.length; i++) {
    if (passes[events.data[i]!] === 1) rows[count++] = i
  }
  return count === events.length ? events : selectRows(events, rows.subarray(0, count))
}
