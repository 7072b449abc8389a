// The one seam between queries and stored events: a reader thread answers from its own connection, another
// thread by asking the writer. Everything else in a query is computing.
import type { EventColumns } from '../events/columns.ts'

/** What queries know of a bucket. */
export interface BucketName {
  readonly id: string
  readonly hostname: string
}

export interface EventSource {
  /**
   * Events of a bucket that touch [startNs, endNs], clipped to it, newest first; `undefined` for an
   * unknown bucket. startNs > endNs gives no events.
   */
  readonly readEvents: (
    bucketId: string,
    startNs: bigint,
    endNs: bigint,
  ) => EventColumns | undefined | Promise<EventColumns | undefined>
  /** All buckets; `find_bucket` takes the first that fits, in this order. */
  readonly buckets: () => readonly BucketName[] | Promise<readonly BucketName[]>
}
