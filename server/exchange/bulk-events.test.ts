import { describe, expect, it } from 'vitest'
import { columnsOf, type EventRow } from '../events/event-row.ts'
import { renderEvents } from '../wire/event-bytes.ts'
import { renderInTurns, unpackInTurns } from './bulk-events.ts'
import { packEvents } from './packed-events.ts'

const rowsOf = (count: number): readonly EventRow[] =>
  Array.from({ length: count }, (_, i) => {
    const startNs = BigInt(i) * 1_000_000_007n - 10_000_000_000n
    return { id: BigInt(i + 1), startNs, endNs: startNs + 5n, data: `{"ä":${i % 1_100}}` }
  })

describe('many events', () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_500])('are the same in slices: %i', async (count) => {
    const rows = rowsOf(count)
    const [packed] = packEvents([columnsOf(rows)])
    expect(await unpackInTurns(packed!)).toEqual(rows)
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
    expect(text(await renderInTurns(rows))).toBe(text(renderEvents(columnsOf(rows))))
  })

  it('let others have their turn', async () => {
    let turns = 0
    const count = () => {
      turns++
      next = setImmediate(count)
    }
    let next = setImmediate(count)
    const [packed] = packEvents([columnsOf(rowsOf(5_000))])
    await renderInTurns(await unpackInTurns(packed!))
    clearImmediate(next)
    expect(turns).toBeGreaterThanOrEqual(8)
  })
})
