// Whole buckets as the text of an export. Runs on a worker thread: it reads and writes every event there is.
import type { ThreadSource } from '../threads/thread-source.ts'
import { MAX_NS, MIN_NS } from '../store/range.ts'
import { finish, makeSink, writeText } from '../wire/byte-sink.ts'
import { writeEvents } from '../wire/event-bytes.ts'

/** Metadata is known to the HTTP thread alone, so it comes as text with the job. */
export interface ExportPart {
  readonly id: string
  readonly before: string
  readonly after: string
}

const ALL_TIMES = { startNs: MIN_NS, endNs: MAX_NS }

/** Buckets that were deleted meanwhile are left out; undefined if that leaves none of those asked for. */
export async function exportBuckets(
  parts: readonly ExportPart[],
  source: ThreadSource,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const sink = makeSink()
  let count = 0
  writeText(sink, '{"buckets":{')
  for (const { id, before, after } of parts) {
    const events = await source.readRange(id, ALL_TIMES)
    if (events === undefined) continue
    writeText(sink, `${count++ > 0 ? ',' : ''}${JSON.stringify(id)}:${before}`)
    writeEvents(sink, events, 'plain')
    writeText(sink, after)
  }
  writeText(sink, '}}')
  return count === 0 && parts.length > 0 ? undefined : finish(sink)
}
