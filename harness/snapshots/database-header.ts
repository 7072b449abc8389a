// The first 100 bytes of an SQLite database: https://www.sqlite.org/fileformat2.html#the_database_header.

export const HEADER_BYTES = 100

const MAGIC = 'SQLite format 3\0'

export interface DatabaseHeader {
  /**
   * Schema cookie and `PRAGMA user_version`: one of them changes with every change of the schema, neither with any
   * other write. Equal for two copies of a database that went through the same statements.
   */
  readonly schema: string
  /** Of all pages; undefined where an old writer left no valid count. */
  readonly bytes: number | undefined
  /** Of the pages on the freelist: part of the file, used by nothing. */
  readonly freeBytes: number
  readonly usesWriteAheadLog: boolean
}

/** Undefined for bytes that are no header. */
export function parseHeader(header: Buffer): DatabaseHeader | undefined {
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    return undefined
  // 1 stands for 65,536.
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  // The count of pages is valid while the change counter equals the version that the count was written for.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92)
  return {
    schema: `${header.readUInt32BE(40)}/${header.readInt32BE(60)}`,
    bytes: isCounted ? pageBytes * header.readUInt32BE(28) : undefined,
    freeBytes: pageBytes * header.readUInt32BE(36),
    // Offset 18, the version needed to write.
    usesWriteAheadLog: header[18] === 2,
  }
}
