// An answer's body that comes in chunks from a worker thread. The thread is told to go on when the client has
// taken what came before, so that a slow client costs a few chunks of memory.
import { Readable } from 'node:stream'
import type { Outcome } from '../threads/messages.ts'
import type { Refusal } from '../threads/pool.ts'
import type { TakeChunk } from '../threads/thread.ts'

export interface ChunkStream {
  /** Resolves with the first chunk, to what all of them can be read from. */
  readonly begun: Promise<Readable>
  readonly take: TakeChunk
  /** Ends the body with the rest, or with the failure that came instead; false if it has not begun. */
  readonly end: (outcome: Outcome | Refusal) => boolean
}

/** One chunk waits while another is sent. */
const HIGH_WATER_BYTES = 1

/** `onClosed` is told when nobody reads any more: after the end, or with or without an error before. */
export function chunkStream(onClosed: (error: Error | null) => void): ChunkStream {
  const { promise: begun, resolve } = Promise.withResolvers<Readable>()
  const untaken: (() => void)[] = []
  let hasBegun = false
  let isRead = false
  let failure: Error | undefined
  const body = new Readable({
    highWaterMark: HIGH_WATER_BYTES,
    read: () => {
      isRead = true
      if (failure !== undefined) body.destroy(failure)
      for (const taken of untaken.splice(0)) taken()
    },
    destroy: (error, callback) => {
      onClosed(error)
      callback(error)
    },
  })
  const take: TakeChunk = (bytes, taken) => {
    if (body.destroyed) return
    hasBegun = true
    untaken.push(taken)
    body.push(bytes)
    resolve(body)
  }
  const end: ChunkStream['end'] = (outcome) => {
    if (!hasBegun) return false
    if (outcome.kind === 'bytes') {
      body.push(outcome.bytes)
      body.push(null)
      return true
    }
    failure = new Error(failureOf(outcome))
    // An error before anybody reads would be nobody's: it waits.
    if (isRead) body.destroy(failure)
    return true
  }
  return { begun, take, end }
}

/** Too late for an answer: for the log. */
function failureOf(outcome: Outcome | Refusal): string {
  return outcome.kind === 'failure' ? outcome.detail : `an answer broke off: ${outcome.kind}`
}
