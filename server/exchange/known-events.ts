// Which events of a file a bucket has already. Two events are one if start, duration and data are equal.
import type { EventRow } from '../events/event-row.ts'
import type { EventColumns } from '../events/columns.ts'
import { MAX_NS, MIN_NS, type Range } from '../store/range.ts'
import type { ThreadSource } from '../threads/thread-source.ts'
import { canonical } from '../wire/canonical.ts'

type Identified = Omit<EventRow, 'id'>

export interface KnownEvents {
  readonly has: (event: Identified) => boolean
  readonly add: (event: Identified) => void
}

/** The stored events in the time of `events`; none for a bucket that does not exist. */
export async function knownEvents(
  bucketId: string,
  events: readonly EventRow[],
  source: ThreadSource,
): Promise<KnownEvents> {
  const columns = events.length > 0 && (await source.readRange(bucketId, rangeAround(events)))
  const identities = new Set<string>(columns ? identitiesOf(columns) : [])
  return {
    has: (event) => identities.has(identity(event)),
    add: (event) => void identities.add(identity(event)),
  }
}

/**
 * A nanosecond more than the events cover: reads clip stored events to their range, and one that was clipped
 * must not look like one of these.
 */
function rangeAround(events: readonly EventRow[]): Range {
  let lowNs = MAX_NS
  let highNs = MIN_NS
  for (const { startNs, endNs } of events) {
    for (const ns of [startNs, endNs]) {
      if (ns < lowNs) lowNs = ns
      if (ns > highNs) highNs = ns
    }
  }
  return {
    startNs: lowNs === MIN_NS ? lowNs : lowNs - 1n,
    endNs: highNs === MAX_NS ? highNs : highNs + 1n,
  }
}

function* identitiesOf(events: EventColumns): Iterable<string> {
  const texts = events.dictionary.texts.map(canonical)
  for (let i = 0; i < events.length; i++) {
    yield `${events.starts[i]} ${events.ends[i]} ${texts[events.data[i]!]}`
  }
}

function identity({ startNs, endNs, data }: Identified): string {
  return `${startNs} ${endNs} ${data}`
}
