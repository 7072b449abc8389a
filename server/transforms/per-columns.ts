// Remembers what a transform made of columns, for as long as anybody has these columns. They never change, so
// what was made of them stays right.
import type { EventColumns } from '../events/columns.ts'

export function perColumns(
  transform: (events: EventColumns) => EventColumns,
): (events: EventColumns) => EventColumns {
  const known = new WeakMap<EventColumns, EventColumns>()
  return (events) => {
    const found = known.get(events) ?? transform(events)
    known.set(events, found)
    return found
  }
}
