// What a write-ahead log has committed of the first page of its database, read as a plain file:
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
import { closeSync, openSync, readSync } from 'node:fs'
import { HEADER_BYTES } from './database-header.ts'

const LOG_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682
/** Of one look; the next one goes on from there. */
const FRAMES_MOST = 50_000

/** How far a log was read. A log that begins anew has other salts. */
interface Place {
  readonly salts: string
  readonly pageBytes: number
  /** Of the first frame that was not read, and of the first one after the last commit. */
  next: number
  uncommitted: number
  /** Head of the frame at `uncommitted`: another one there means that a transaction was given up. */
  head: string | undefined
  /** Where the first page stands: as committed, and of the transaction that is being written. */
  committedAt: number | undefined
  pendingAt: number | undefined
}

/** Each call reads what was added since the one before. Undefined: the database file itself has the first page. */
export function createLogReader(path: string): () => Buffer | undefined {
  let place: Place | undefined
  return () => {
    const file = openIfThere(path)
    if (file === undefined) return (place = undefined)
    try {
      place = beginOrGoOn(file, place)
      if (place === undefined) return undefined
      readFrames(file, place)
      return place.committedAt === undefined
        ? undefined
        : readAt(file, place.committedAt, HEADER_BYTES)
    } finally {
      closeSync(file)
    }
  }
}

export function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  return buffer.subarray(0, readSync(file, buffer, 0, length, position))
}

/** Undefined when there is no such file (any more). */
export function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function beginOrGoOn(file: number, place: Place | undefined): Place | undefined {
  const header = readAt(file, 0, LOG_HEADER_BYTES)
  // The lowest bit tells in which byte order checksums were made.
  const isLog = header.length === LOG_HEADER_BYTES && header.readUInt32BE(0) >>> 1 === MAGIC >>> 1
  if (!isLog) return undefined
  const salts = header.toString('latin1', 16, 24)
  if (place?.salts === salts) return place
  const start = { next: LOG_HEADER_BYTES, uncommitted: LOG_HEADER_BYTES, head: undefined }
  const pageBytes = header.readUInt32BE(8)
  return { salts, pageBytes, ...start, committedAt: undefined, pendingAt: undefined }
}

function readFrames(file: number, place: Place): void {
  if (place.head !== undefined && headAt(file, place.uncommitted) !== place.head) {
    place.next = place.uncommitted
    place.pendingAt = undefined
  }
  for (let frames = 0; frames < FRAMES_MOST; frames++) {
    const head = headAt(file, place.next)
    if (head?.slice(8, 16) !== place.salts) return
    const frame = Buffer.from(head, 'latin1')
    if (place.next === place.uncommitted) place.head = head
    if (frame.readUInt32BE(0) === 1) place.pendingAt = place.next + FRAME_HEADER_BYTES
    place.next += FRAME_HEADER_BYTES + place.pageBytes
    // The size of the database after a commit; 0 in all other frames.
    if (frame.readUInt32BE(4) === 0) continue
    place.committedAt = place.pendingAt ?? place.committedAt
    place.uncommitted = place.next
    place.head = undefined
    place.pendingAt = undefined
  }
}

/** One byte a character. */
function headAt(file: number, position: number): string | undefined {
  const head = readAt(file, position, FRAME_HEADER_BYTES)
  return head.length < FRAME_HEADER_BYTES ? undefined : head.toString('latin1')
}
