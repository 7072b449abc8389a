import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_ID } from '../events/columns.ts'
import { columnsOf, type EventRow } from '../events/event-row.ts'
import { makeSink, writeText } from './byte-sink.ts'
import { printDuration } from './duration.ts'
import { renderEvent, renderEvents } from './event-bytes.ts'
import { printTime } from './time-print.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const startNs = fc.oneof(
  fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  fc
    .bigInt({ min: 1_700_000_000n, max: 1_800_000_000n })
    .map((seconds) => seconds * 1_000_000_000n),
  fc.bigInt({ min: -5n, max: 5n }).map((ns) => 1_750_000_000_000_000_000n + ns),
)
const durationNs = fc.oneof(
  fc.bigInt({ min: 0n, max: 20_000n }),
  fc.bigInt({ min: 0n, max: 2n ** 60n }),
  fc.bigInt({ min: -1_000_000_000n, max: 100_000_000_000n }).map((us) => us * 1000n),
)
const anyRow: fc.Arbitrary<EventRow> = fc
  .record({
    id: fc.oneof(
      fc.constant(NO_ID),
      fc.bigInt({ min: -(2n ** 62n), max: 2n ** 63n - 1n }),
      fc.bigInt({ min: 1n, max: 600_000n }),
    ),
    startNs,
    durationNs,
    data: fc.constantFrom(
      '{}',
      '{"app":"A"}',
      '{"title":"ünï — 😀"}',
      `{"x":"${'y'.repeat(5000)}"}`,
    ),
  })
  .map(({ durationNs: lengthNs, id, startNs: from, data }) => {
    return { id, startNs: from, endNs: from + lengthNs, data }
  })

const expectedParts = (row: EventRow) => ({
  id: row.id === NO_ID ? 'null' : String(row.id),
  time: printTime(row.startNs),
  duration: printDuration(row.endNs - row.startNs),
})

describe('event bytes', () => {
  it('are what the slow printers would print, in both shapes', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const columns = columnsOf(rows)
        const plain = rows.map((row) => {
          const { id, time, duration } = expectedParts(row)
          return `{"id":${id},"timestamp":"${time}","duration":${duration},"data":${row.data}}`
        })
        const sorted = rows.map((row) => {
          const { id, time, duration } = expectedParts(row)
          return `{"data":${row.data},"duration":${duration},"id":${id},"timestamp":"${time}"}`
        })
        expect(text(renderEvents(columns))).toBe(`[${plain.join()}]`)
        expect(text(renderEvents(columns, 'sorted'))).toBe(`[${sorted.join()}]`)
        if (rows.length > 0) expect(text(renderEvent(columns, 0))).toBe(plain[0])
      }),
    )
  })

  it('own a buffer of exactly their length', () => {
    const bytes = renderEvents(columnsOf([{ id: 1n, startNs: 0n, endNs: 0n, data: '{}' }]))
    expect(bytes.buffer.byteLength).toBe(bytes.length)
  })

  it('end with a clear error at the limit', () => {
    const sink = makeSink(16, 64)
    expect(() => writeText(sink, 'x'.repeat(100))).toThrow('more than 64 bytes')
  })
})
