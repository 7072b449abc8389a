// All events of a bucket, newest first, in pages: exports hold one page at a time instead of the bucket. Each
// event of a page has a data text of its own, as it will be written once.
import type { EventColumns } from '../events/columns.ts'
import { columnBuilder } from '../store/column-builder.ts'
import { MAX_NS, MIN_NS } from '../store/range.ts'
import type { Prepare } from '../store/statements.ts'
import { isEvent, type StoredRow } from '../store/stored-row.ts'
import type { Tuning } from '../tuning.ts'

export const ALL_TIMES = { startNs: MIN_NS, endNs: MAX_NS }

const PAGE_EVENTS = 1_000
/** A page ends early when its texts are long. */
const PAGE_CHARS = 65_536

/** The statement is at work until the last page was read or the iteration ended. */
export function* storedPages(
  prepare: Prepare,
  schema: Tuning['schema'],
  bucketRow: bigint,
): Generator<EventColumns> {
  const ties = schema === '4' ? 'id' : 'endtime, id'
  const sql = `SELECT id, starttime, endtime, data FROM events WHERE bucketrow = ?
    ORDER BY starttime DESC, ${ties}`
  yield* pagesOf(prepare(sql).iterate(bucketRow) as Iterable<StoredRow>)
}

/** The same of columns that are in memory. */
export function* pagesOfColumns(events: EventColumns): Generator<EventColumns> {
  const rows = function* (): Generator<StoredRow> {
    const { ids, starts, ends, data, dictionary } = events
    for (let i = 0; i < events.length; i++) {
      yield [ids[i]!, starts[i]!, ends[i]!, dictionary.texts[data[i]!]!]
    }
  }
  yield* pagesOf(rows())
}

function* pagesOf(rows: Iterable<StoredRow>): Generator<EventColumns> {
  let builder = emptyPage()
  let texts: string[] = []
  let chars = 0
  for (const row of rows) {
    if (!isEvent(row)) continue
    const [id, startNs, endNs, text] = row
    builder.add(id, startNs, endNs, texts.length)
    texts.push(text)
    chars += text.length
    if (texts.length < PAGE_EVENTS && chars < PAGE_CHARS) continue
    yield builder.finish(texts)
    builder = emptyPage()
    texts = []
    chars = 0
  }
  if (texts.length > 0) yield builder.finish(texts)
}

function emptyPage() {
  return columnBuilder(MIN_NS, MAX_NS, PAGE_EVENTS)
}
