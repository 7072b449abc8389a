import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketOf } from '../bodies/bucket-body.ts'
import { objectOf, structOf } from '../bodies/fields.ts'
import { NO_ID } from '../events/columns.ts'
import { makeDictionary } from '../events/dictionary.ts'
import { rowsOf } from '../events/event-row.ts'
import { parseLenientBody } from '../http/body-text.ts'
import { HttpError } from '../http/http-error.ts'
import { files } from './file-examples.ts'
import { asAnswer } from './json-answer.ts'
import { scanImport } from './scan-import.ts'

type Bytes = Uint8Array<ArrayBuffer>

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

function scanned(bytes: Bytes) {
  const buckets = asAnswer(() => scanImport(bytes, makeDictionary()))
  return buckets.map(({ bucket, events }) => ({ bucket, events: rowsOf(events) }))
}

/** The same file as one tree. */
function inOneGo(bytes: Bytes) {
  const { value, hasLoneSurrogates } = parseLenientBody(bytes)
  const buckets = objectOf(structOf(value, 'the body', ['buckets']).get('buckets'), 'buckets')
  return Array.from(buckets.values(), (each) => {
    const { bucket, events } = bucketOf({ value: each, hasLoneSurrogates })
    const withoutIds = events.map(({ startNs, endNs, data }) => {
      return { id: NO_ID, startNs, endNs, data }
    })
    return { bucket, events: withoutIds }
  })
}

function outcomeOf(read: (bytes: Bytes) => unknown, bytes: Bytes): unknown {
  try {
    return read(bytes)
  } catch (error) {
    if (error instanceof HttpError) return [error.status, error.shape, error.message]
    throw error
  }
}

describe('an imported file', () => {
  it('is read event by event as it would be in one go', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(files, (text) => {
        const bytes = bytesOf(text)
        const expected = outcomeOf(inOneGo, bytes)
        expect(outcomeOf(scanned, bytes)).toEqual(expected)
        const kind = String((expected as unknown[])[0]).slice(0, 3)
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }),
      { numRuns: 2_000 },
    )
    // Files of each kind have come often enough.
    for (const kind of ['400', '422', '[ob']) expect(seen.get(kind)).toBeGreaterThan(60)
  })

  it('is refused as it would be in one go when bytes are wrong', () => {
    fc.assert(
      fc.property(files, fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (text, at, byte, isCut) => {
        const bytes = bytesOf(text)
        if (!isCut) bytes[at % bytes.length] = byte
        const spoiled = isCut ? bytes.slice(0, at % bytes.length) : bytes
        expect(outcomeOf(scanned, spoiled)).toEqual(outcomeOf(inOneGo, spoiled))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129])(
    'may be nested as deep as in one go: %i',
    (depth) => {
      const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`
      const fields = '"id":"b","type":"t","client":"c","hostname":"h"'
      for (const text of [
        nested,
        `{"other":${nested}}`,
        `{"buckets":{"b":{${fields},"data":{"a":${nested}}}}}`,
        `{"buckets":{"b":{${fields},"other":${nested}}}}`,
        `{"buckets":{"b":{${fields},"events":${nested}}}}`,
        `{"buckets":{"b":{${fields},"events":[{"timestamp":"2020-01-01T00:00:00Z","data":{"a":${nested}}}]}}}`,
      ]) {
        expect(outcomeOf(scanned, bytesOf(text))).toEqual(outcomeOf(inOneGo, bytesOf(text)))
      }
    },
  )

  it('may be part of a larger buffer', () => {
    const whole = bytesOf('xx{"buckets":{}}yy')
    expect(scanned(whole.subarray(2, -2))).toEqual([])
  })
})
