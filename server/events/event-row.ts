// Single events: how the server names one event outside of columns, and the ways between both forms.
import { NO_ID, type EventColumns } from './columns.ts'

export interface EventRow {
  /** NO_ID for an event that a query made, or that is not stored yet. */
  readonly id: bigint
  readonly startNs: bigint
  readonly endNs: bigint
  /** Canonical JSON text. */
  readonly data: string
}

export const NO_EVENTS: EventColumns = {
  length: 0,
  ids: new BigInt64Array(0),
  starts: new BigInt64Array(0),
  ends: new BigInt64Array(0),
  data: new Uint32Array(0),
  dictionary: { texts: [] },
}

/** Equal data texts share one dictionary entry. */
export function columnsOf(rows: readonly EventRow[]): EventColumns {
  const entries = new Map<string, number>()
  const data = rows.map((row) => {
    const entry = entries.get(row.data) ?? entries.size
    entries.set(row.data, entry)
    return entry
  })
  return {
    length: rows.length,
    ids: BigInt64Array.from(rows, (row) => row.id),
    starts: BigInt64Array.from(rows, (row) => row.startNs),
    ends: BigInt64Array.from(rows, (row) => row.endNs),
    data: Uint32Array.from(data),
    dictionary: { texts: [...entries.keys()] },
  }
}

export function rowAt(events: EventColumns, index: number): EventRow {
  return {
    id: events.ids[index] ?? NO_ID,
    startNs: events.starts[index]!,
    endNs: events.ends[index]!,
    data: dataText(events, index),
  }
}

export function rowsOf(events: EventColumns): readonly EventRow[] {
  return Array.from({ length: events.length }, (_, index) => rowAt(events, index))
}

export function dataText(events: EventColumns, index: number): string {
  return events.dictionary.texts[events.data[index]!]!
}
