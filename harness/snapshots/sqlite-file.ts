// The header of an SQLite file tells, without opening it, whether the file is a whole database.
import { open } from 'node:fs/promises'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100

export type SqliteFileCheck =
  | { readonly state: 'whole'; readonly bytes: number; readonly writeAheadLog: boolean }
  | { readonly state: 'damaged'; readonly bytes: number; readonly problem: string }
  | { readonly state: 'other'; readonly bytes: number }

/**
 * Compares the size with the page size (offset 16, 1 means 65,536) and page count (offset 28) of the
 * header. The count is only valid while the change counter (24) equals the version-valid-for number
 * (92): https://www.sqlite.org/fileformat2.html#the_database_header.
 */
export async function checkSqliteFile(path: string): Promise<SqliteFileCheck> {
  const { bytes, header } = await readHeader(path)
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return { state: 'other', bytes }
  if (header.length < HEADER_BYTES)
    return { state: 'damaged', bytes, problem: 'its header is cut off' }
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  const counted = header.readUInt32BE(24) === header.readUInt32BE(92) && pages > 0
  if (counted && bytes !== pageBytes * pages) {
    return {
      state: 'damaged',
      bytes,
      problem: `expected ${pageBytes * pages} bytes (${pages} pages of ${pageBytes}), got ${bytes}`,
    }
  }
  // Offset 18, the version needed to write: 2 is a write-ahead log.
  return { state: 'whole', bytes, writeAheadLog: header[18] === 2 }
}

async function readHeader(path: string) {
  const file = await open(path, 'r')
  try {
    const { size: bytes } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return { bytes, header: buffer.subarray(0, bytesRead) }
  } finally {
    await file.close()
  }
}
