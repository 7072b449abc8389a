import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventsOf } from '../bodies/event-body.ts'
import { parseBody } from '../http/body-text.ts'
import { HttpError } from '../http/http-error.ts'
import { eventLists } from './file-examples.ts'
import { asAnswer } from './json-answer.ts'
import { unpackEvents } from './packed-events.ts'
import { scanEvents } from './scan-events.ts'

type Bytes = Uint8Array<ArrayBuffer>

function scanned(bytes: Bytes): unknown {
  const events = asAnswer(() => scanEvents(bytes))
  return unpackEvents(events, 0, events.length)
}

const inOneGo = (bytes: Bytes): unknown => eventsOf(parseBody(bytes))

function outcomeOf(read: (bytes: Bytes) => unknown, bytes: Bytes): unknown {
  try {
    return read(bytes)
  } catch (error) {
    if (error instanceof HttpError) return [error.status, error.shape, error.message]
    throw error
  }
}

describe('the events of a large body', () => {
  it('are read one by one as they would be in one go', () => {
    fc.assert(
      fc.property(eventLists, (text) => {
        const bytes = new Uint8Array(Buffer.from(text))
        expect(outcomeOf(scanned, bytes)).toEqual(outcomeOf(inOneGo, bytes))
      }),
      { numRuns: 2_000 },
    )
  })

  it('are refused as they would be in one go when bytes are wrong', () => {
    fc.assert(
      fc.property(eventLists, fc.nat(), fc.nat({ max: 255 }), (text, at, byte) => {
        const bytes = new Uint8Array(Buffer.from(text))
        bytes[at % bytes.length] = byte
        expect(outcomeOf(scanned, bytes)).toEqual(outcomeOf(inOneGo, bytes))
        const cut = bytes.slice(0, at % bytes.length)
        expect(outcomeOf(scanned, cut)).toEqual(outcomeOf(inOneGo, cut))
      }),
      { numRuns: 2_000 },
    )
  })

  it('are refused for the first wrong one, unless the text breaks after it', () => {
    const good = '{"timestamp":"2020-01-01T00:00:00Z","data":{}}'
    const late = '{"timestamp":"2262-01-01T00:00:00Z","duration":1e10,"data":{}}'
    for (const [text, status] of [
      [`[${good},${late},{}]`, 400],
      [`[${good},{},${late}]`, 422],
      [`[${good},{},${late}`, 400],
    ] as const) {
      const bytes = new Uint8Array(Buffer.from(text))
      const outcome = outcomeOf(scanned, bytes)
      expect(outcome).toEqual(outcomeOf(inOneGo, bytes))
      expect((outcome as readonly unknown[])[0]).toBe(status)
    }
  })
})
