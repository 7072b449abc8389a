// What happens to rows on their way from one database into another.
import type { BucketRow, KeyValueRow, StoredEvent } from './new-database.ts'

export interface RowChanges {
  readonly bucket: (row: BucketRow) => BucketRow
  readonly event: (row: StoredEvent) => StoredEvent
  readonly keyValue: (row: KeyValueRow) => KeyValueRow
}

export const NO_CHANGES: RowChanges = {
  bucket: (row) => row,
  event: (row) => row,
  keyValue: (row) => row,
}
