// The bytes of a target's database and of its indexes, in files that no process has open: before its start, after its end.
import { stat } from 'node:fs/promises'
import type { Lifecycle } from '../results/schema.ts'
import type { SnapshotCopy } from '../snapshots/copy-snapshot.ts'
import { measureIndexBytes } from '../snapshots/index-bytes.ts'

export type SizesBefore = Pick<Lifecycle, 'databaseBytesBefore' | 'indexBytesBefore'>
export type SizesAfter = Pick<Lifecycle, 'databaseBytesAfter' | 'indexBytesAfter'>

/** Of a fresh copy; of a target without one nothing. */
export function sizesBefore(copy: SnapshotCopy | undefined): SizesBefore {
  if (copy === undefined) return {}
  const indexBytesBefore = measureIndexBytes(copy.path)
  return {
    databaseBytesBefore: copy.bytes,
    ...(indexBytesBefore !== undefined && { indexBytesBefore }),
  }
}

/** The files as the process left them come first: to look into them may put the log into the database. */
export async function sizesAfter(path: string | undefined): Promise<SizesAfter> {
  if (path === undefined) return {}
  const databaseBytesAfter = await databaseBytes(path)
  const indexBytesAfter = measureIndexBytes(path)
  return { databaseBytesAfter, ...(indexBytesAfter !== undefined && { indexBytesAfter }) }
}

/** With what a write-ahead log still holds. */
async function databaseBytes(path: string): Promise<number> {
  const sizes = [path, `${path}-wal`].map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
