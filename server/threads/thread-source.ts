// Stored events as jobs see them, whatever the thread's way to them.
import type { EventColumns } from '../events/columns.ts'
import type { BucketName, EventSource } from '../query/event-source.ts'
import type { Range } from '../store/range.ts'

type Maybe<T> = T | Promise<T>

export interface ThreadSource {
  /** Undefined: no such bucket. */
  readonly readRange: (bucketId: string, range: Range) => Maybe<EventColumns | undefined>
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
