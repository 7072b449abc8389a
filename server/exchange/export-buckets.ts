// Whole buckets as the text of an export, piece by piece. Runs on a worker thread: it reads and writes every
// event there is, and never has more than a page of them and a piece of text in memory.
import type { SendChunk } from '../threads/chunk-sender.ts'
import type { EventPages, ThreadSource } from '../threads/thread-source.ts'
import { finish, makeSink, writeAscii, writeText, type ByteSink } from '../wire/byte-sink.ts'
import { writeEventItems } from '../wire/event-bytes.ts'

/** Metadata is known to the HTTP thread alone, so it comes as text with the job. */
export interface ExportPart {
  readonly id: string
  readonly before: string
  readonly after: string
}

/** A piece is sent when it has grown past this. Exports below come in one. */
const CHUNK_BYTES = 262_144

/**
 * Gives the last piece, after all before it were sent. Buckets that were deleted meanwhile are left out;
 * undefined if that leaves none of those asked for.
 */
export async function exportBuckets(
  parts: readonly ExportPart[],
  source: ThreadSource,
  send: SendChunk,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await source.readPages(parts.map(({ id }) => id))
  if (found.size === 0 && parts.length > 0) return undefined
  const text: GrowingText = { sink: makeSink(), send }
  writeText(text.sink, '{"buckets":{')
  let count = 0
  for (const { id, before, after } of parts) {
    const pages = found.get(id)
    if (pages === undefined) continue
    writeText(text.sink, `${count++ > 0 ? ',' : ''}${JSON.stringify(id)}:${before}`)
    writePages(text, pages)
    writeText(text.sink, after)
  }
  writeText(text.sink, '}}')
  return finish(text.sink)
}

interface GrowingText {
  sink: ByteSink
  readonly send: SendChunk
}

function writePages(text: GrowingText, pages: EventPages): void {
  let separator = '['
  for (const page of pages) {
    writeAscii(text.sink, separator)
    writeEventItems(text.sink, page, 'plain')
    separator = ','
    if (text.sink.length >= CHUNK_BYTES) sendPiece(text)
  }
  writeAscii(text.sink, separator === '[' ? '[]' : ']')
}

function sendPiece(text: GrowingText): void {
  const piece = finish(text.sink)
  text.sink = makeSink(CHUNK_BYTES)
  text.send(piece)
}
