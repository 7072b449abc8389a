// For tests: events in the notation of the specification, `[start, duration, data, id]` in seconds.
import { NO_ID, type EventColumns } from '../events/columns.ts'
import { columnsOf, rowsOf } from '../events/event-row.ts'

/** `'A'` stands for the data `{"app":"A"}`; texts that begin with `{` are data as they are. */
export type Example = readonly [start: number, duration: number, data?: string, id?: number | null]

export function events(...examples: readonly Example[]): EventColumns {
  return columnsOf(
    examples.map(([start, duration, data = 'A', id = 1]) => ({
      id: id === null ? NO_ID : BigInt(id),
      startNs: toNs(start),
      endNs: toNs(start) + toNs(duration),
      data: data.startsWith('{') ? data : `{"app":${JSON.stringify(data)}}`,
    })),
  )
}

/** The events in the same notation. */
export function examplesOf(columns: EventColumns): readonly Example[] {
  return rowsOf(columns).map(({ id, startNs, endNs, data }) => [
    Number(startNs) / 1e9,
    Number(endNs - startNs) / 1e9,
    data.replace(/^\{"app":"(\w*)"\}$/, '$1'),
    id === NO_ID ? null : Number(id),
  ])
}

function toNs(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e9))
}
