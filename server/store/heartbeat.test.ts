import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { NO_ID } from '../events/columns.ts'
import { mergeHeartbeat } from '../transforms/heartbeat.ts'

const S = 1_000_000_000n

function span(start: number, duration: number, data = '{}', extraNs = 0n) {
  const startNs = BigInt(start) * S + extraNs
  return { id: NO_ID, startNs, endNs: startNs + BigInt(duration) * S, data }
}

function merged(last: ReturnType<typeof span>, beat: ReturnType<typeof span>, pulse: number) {
  const event = mergeHeartbeat(last, beat, BigInt(pulse) * S)
  return event && [Number(event.startNs / S), Number((event.endNs - event.startNs) / S)]
}

describe('mergeHeartbeat', () => {
  it('extends the last event up to exactly the pulse time', () => {
    expect(merged(span(0, 10), span(15, 0), 5)).toEqual([0, 15])
    expect(merged(span(0, 10), span(15, 0, '{}', 1n), 5)).toBeUndefined()
  })

  it('keeps an event that contains the heartbeat as it is', () => {
    expect(merged(span(0, 10), span(3, 2), 5)).toEqual([0, 10])
  })

  it('takes negative pulse times', () => {
    expect(merged(span(0, 10), span(12, 0), -1)).toBeUndefined()
    expect(merged(span(0, 10), span(9, 0), -1)).toEqual([0, 10])
  })

  it('measures the pulse time from the end of the last event', () => {
    expect(merged(span(0, 1), span(2, 1), 2)).toEqual([0, 3])
    expect(merged(span(0, 1), span(2, 1), 0)).toBeUndefined()
    expect(merged(span(0, 1), span(120, 0), 120)).toEqual([0, 120])
    expect(merged(span(0, 1), span(120, 0), 60)).toBeUndefined()
  })

  it('takes the longer of two with the same start, in either order', () => {
    expect(merged(span(0, 0), span(0, 1), 5)).toEqual([0, 1])
    expect(merged(span(0, 1), span(0, 0), 5)).toEqual([0, 1])
  })

  it('does not merge other data, older heartbeats, or into a negative duration', () => {
    expect(merged(span(0, 1, '{"n":1}'), span(1, 0, '{"n":1.0}'), 5)).toBeUndefined()
    expect(merged(span(5, 1), span(4, 1), 5)).toBeUndefined()
    expect(merged(span(5, -9), span(5, -7), 60)).toBeUndefined()
  })

  it('never shortens an event nor moves its start', () => {
    const spans = fc.record({ start: fc.integer({ max: 1e6 }), duration: fc.nat(1e5) })
    fc.assert(
      fc.property(spans, spans, fc.nat(1e6), (a, b, pulse) => {
        const last = span(a.start, a.duration)
        const event = mergeHeartbeat(last, span(b.start, b.duration), BigInt(pulse) * S)
        expect(event?.startNs ?? last.startNs).toBe(last.startNs)
        expect((event?.endNs ?? last.endNs) >= last.endNs).toBe(true)
      }),
    )
  })
})
