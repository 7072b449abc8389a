// Rows of events as they stand in the file. SQLite takes values of any type into any column, so another
// program may have put rows there that are no events: they are left out of every answer, as in the original.
import type { Prepare } from './statements.ts'

export type StoredRow = readonly [id: bigint, startNs: bigint, endNs: bigint, data: string]

const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** Looks at types and at the ends of the data; parsing it would cost more than all the rest of a read. */
export function isEvent([, startNs, endNs, data]: StoredRow): boolean {
  return (
    typeof startNs === 'bigint' &&
    typeof endNs === 'bigint' &&
    typeof data === 'string' &&
    data.charCodeAt(0) === OPEN_BRACE &&
    data.charCodeAt(data.length - 1) === CLOSE_BRACE
  )
}

const HAS_TIMES = `WHERE typeof(starttime) = 'integer' AND typeof(endtime) = 'integer'`

/** The smallest or largest times of each bucket's events: its row in the table, then the columns. */
export function timesByBucket(prepare: Prepare, columns: string): readonly (readonly bigint[])[] {
  const select = (where: string) =>
    prepare(`SELECT bucketrow, ${columns} FROM events ${where} GROUP BY bucketrow`).all()
  const found = select('') as bigint[][]
  // Looking at the types takes as long as the rest. Rows of other types that show in no result do no harm.
  const isSound = found.every((row) => row.every((value) => typeof value === 'bigint'))
  return isSound ? found : (select(HAS_TIMES) as bigint[][])
}
