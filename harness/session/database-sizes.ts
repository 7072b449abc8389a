// The bytes of a target's database and of its indexes, in files that no process has open: before its start, after its end.
import { stat } from 'node:fs/promises'
import type { Lifecycle } from '../results/schema.ts'
import type { SnapshotCopy } from '../snapshots/copy-snapshot.ts'
import { measureIndexBytes } from '../snapshots/index-bytes.ts'

export type SizesBefore = Pick<Lifecycle, 'databaseBytesBefore' | 'indexBytesBefore'>

/** Of a fresh copy; of a target without one nothing. */
export function sizesBefore(copy: SnapshotCopy | undefined): SizesBefore {
  if (copy === undefined) return {}
  const indexBytesBefore = measureIndexBytes(copy.path)
  return {
    databaseBytesBefore: copy.bytes,
    ...(indexBytesBefore !== undefined && { indexBytesBefore }),
  }
}

/** To look into a database may put its log into it: only when nothing else is asked of the files. */
export function indexBytesAfter(path: string | undefined): Pick<Lifecycle, 'indexBytesAfter'> {
  const bytes = path === undefined ? undefined : measureIndexBytes(path)
  return bytes === undefined ? {} : { indexBytesAfter: bytes }
}

/** As the process left it, with what a write-ahead log still holds. */
export async function databaseBytes(path: string): Promise<number> {
  const sizes = [path, `${path}-wal`].map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
