// Two digests of a snapshot: of its rows, the same on every machine, and of its bytes, for damage.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Times are nanoseconds as decimal text. */
export interface LogicalDigest {
  readonly add: (bucket: string, start: string, end: string, data: string) => void
  readonly hex: () => string
}

/**
 * SHA-256 over `bucket TAB starttime TAB endtime TAB data LF` in UTF-8, rows in id order. Neither buckets
 * nor compact JSON hold a raw tab or line feed, so no two different tables have the same text.
 */
export function openLogicalDigest(): LogicalDigest {
  const hash = createHash('sha256')
  let pending = ''
  const flush = () => {
    hash.update(pending)
    pending = ''
  }
  return {
    add: (bucket, start, end, data) => {
      pending += `${bucket}\t${start}\t${end}\t${data}\n`
      // One call into the hash per 64 K characters instead of one per row.
      if (pending.length > 65_536) flush()
    },
    hex: () => {
      flush()
      return hash.digest('hex')
    },
  }
}

export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
