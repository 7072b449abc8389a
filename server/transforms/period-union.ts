// The periods that two lists cover together; touching periods become one, and data are lost on purpose.
import type { EventColumns } from '../events/columns.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { concat } from './concat.ts'
import { sortByTimestamp } from './sort.ts'

export function periodUnion(left: EventColumns, right: EventColumns): EventColumns {
  const events = sortByTimestamp(concat([left, right]))
  const periods = makeBuilder(events.length)
  for (let i = 0; i < events.length; i++) {
    const last = periods.length - 1
    const endNs = events.ends[i]!
    if (last >= 0 && events.starts[i]! <= periods.ends[last]!) {
      if (endNs > periods.ends[last]!) periods.ends[last] = endNs
    } else {
      append(periods, events.ids[i]!, events.starts[i]!, endNs, 0)
    }
  }
  return finishColumns(periods, { texts: ['{}'] })
}
