// Which events of a file a bucket has already. Two events are one if start, duration and data are equal.
import type { EventColumns } from '../events/columns.ts'
import { perEntry, type DictionaryBuilder } from '../events/dictionary.ts'
import { selectRows } from '../events/select-rows.ts'
import { MAX_NS, MIN_NS, type Range } from '../store/range.ts'
import type { ThreadSource } from '../threads/thread-source.ts'
import { canonical } from '../wire/canonical.ts'

/** What makes events equal, as texts that are valid for one dictionary. */
export type Identities = Set<string>

/** Of the stored events in the time of `events`; none for a bucket that does not exist. */
export async function storedIdentities(
  bucketId: string,
  events: EventColumns,
  source: ThreadSource,
  entryFor: DictionaryBuilder['entryFor'],
): Promise<Identities> {
  const identities: Identities = new Set()
  if (events.length === 0) return identities
  const known = events.dictionary.texts.length
  const stored = await source.readRange(bucketId, rangeAround(events))
  if (stored === undefined) return identities
  // Other servers may have spelled data otherwise.
  const entries = perEntry(stored, (text) => entryFor(canonical(text)))
  for (let i = 0; i < stored.length; i++) {
    const entry = entries[stored.data[i]!]!
    if (entry < known) identities.add(identity(stored.starts[i]!, stored.ends[i]!, entry))
  }
  return identities
}

export function* identitiesOf({ length, starts, ends, data }: EventColumns): Iterable<string> {
  for (let i = 0; i < length; i++) yield identity(starts[i]!, ends[i]!, data[i]!)
}

export function withoutKnown(events: EventColumns, known: Identities): EventColumns {
  if (known.size === 0) return events
  const rows: number[] = []
  let row = 0
  for (const each of identitiesOf(events)) {
    if (!known.has(each)) rows.push(row)
    row++
  }
  return selectRows(events, rows)
}

function identity(startNs: bigint, endNs: bigint, entry: number): string {
  return `${startNs} ${endNs} ${entry}`
}

/**
 * A nanosecond more than the events cover: reads clip stored events to their range, and one that was clipped
 * must not look like one of these.
 */
function rangeAround({ length, starts, ends }: EventColumns): Range {
  let lowNs = MAX_NS
  let highNs = MIN_NS
  for (let i = 0; i < length; i++) {
    for (const ns of [starts[i]!, ends[i]!]) {
      if (ns < lowNs) lowNs = ns
      if (ns > highNs) highNs = ns
    }
  }
  return {
    startNs: lowNs === MIN_NS ? lowNs : lowNs - 1n,
    endNs: highNs === MAX_NS ? highNs : highNs + 1n,
  }
}
