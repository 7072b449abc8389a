// A bucket as the store keeps it in memory: its row, and the time range its events have covered.

export interface NewBucket {
  readonly id: string
  readonly type: string
  readonly client: string
  readonly hostname: string
  /** Nanoseconds since 1970; null: the time of creation. */
  readonly createdNs: bigint | null
  /** Canonical JSON text of an object. */
  readonly data: string
  readonly lastUpdatedNs: bigint | null
}

export interface Bucket extends NewBucket {
  /** Primary key in the table. */
  readonly row: bigint
  /** Widened by each write, never narrowed: a deletion shows only after a restart. */
  firstNs: bigint | null
  lastNs: bigint | null
}

export function widen(bucket: Bucket, startNs: bigint, endNs: bigint): void {
  if (bucket.firstNs === null || startNs < bucket.firstNs) bucket.firstNs = startNs
  if (bucket.lastNs === null || endNs > bucket.lastNs) bucket.lastNs = endNs
}
