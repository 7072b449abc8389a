// Stored events as jobs see them, whatever the thread's way to them.
import type { EventColumns } from '../events/columns.ts'
import type { BucketName, EventSource } from '../query/event-source.ts'
import type { Range } from '../store/range.ts'

type Maybe<T> = T | Promise<T>

/** To be gone through once, to its end or with `for … of`, which lets go of what it holds. */
export type EventPages = Iterable<EventColumns>

export interface ThreadSource {
  /** Undefined: no such bucket. */
  readonly readRange: (bucketId: string, range: Range) => Maybe<EventColumns | undefined>
  /**
   * All events of the buckets, newest first, a page of them in memory at a time. Everything is of the state
   * that the call finds. Buckets that do not exist are left out.
   */
  readonly readPages: (bucketIds: readonly string[]) => Maybe<ReadonlyMap<string, EventPages>>
  readonly count: (bucketId: string) => Maybe<bigint | undefined>
  readonly buckets: () => Maybe<readonly BucketName[]>
  /** Runs `use` on one state of the database, where the source can promise that. */
  readonly snapshot: <T>(use: () => Promise<T>) => Promise<T>
  readonly close: () => void
}

export function eventSource(source: ThreadSource): EventSource {
  return {
    readEvents: (bucketId, startNs, endNs) => source.readRange(bucketId, { startNs, endNs }),
    buckets: () => source.buckets(),
  }
}
