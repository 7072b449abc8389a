// Reads request bodies, up to a limit for each and one for all that are being handled: clients decide how
// many bodies come at once, so their memory must not be theirs to choose.
import type { IncomingMessage } from 'node:http'
import type { Handler } from './context.ts'
import { growingBody } from './growing-body.ts'
import { messageError, pageError } from './http-error.ts'

export const DEFAULT_MAX_BODY_BYTES = 1_000_000_000

/** Bodies up to here do not count for the common limit: heartbeats get through while imports fill it. */
export const SMALL_BYTES = 1_048_576

/** A gigabyte passes in less on the local machine. */
const MAX_DROP_MS = 2_000

/** A body of another type, or none, is a route that does not exist. */
export function ofType(...types: readonly string[]): Handler {
  return (ctx, next) => {
    const type = ctx.get('Content-Type').split(';', 1)[0]!.trim().toLowerCase()
    if (!types.includes(type)) throw pageError(404)
    return next()
  }
}

export const ofJson = ofType('application/json')

/** The body stays accounted for until the request is answered. */
export function bodyReader(maxBytes: number): Handler {
  let heldBytes = 0
  return async (ctx, next) => {
    let takenBytes = 0
    const take = (bytes: number) => {
      takenBytes += bytes
      heldBytes += bytes
      if (heldBytes > maxBytes) throw messageError(503, 'Too many large requests; try again later')
    }
    try {
      ctx.state.body = await readBody(ctx.req, maxBytes, take)
      await next()
    } finally {
      heldBytes -= takenBytes
    }
  }
}

async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  take: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw pageError(413)
    return await collect(request, maxBytes, take)
  } catch (error) {
    // Nobody is there to be answered, and nothing is wrong here.
    if (request.destroyed && !request.complete) throw pageError(400)
    await dropRest(request)
    throw error
  }
}

/** By events: an async iterator costs a heartbeat a tenth of its time. */
function collect(
  request: IncomingMessage,
  maxBytes: number,
  take: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
  const body = growingBody(Number(request.headers['content-length'] ?? 0))
  let length = 0

  const add = (chunk: Buffer<ArrayBuffer>) => {
    length += chunk.length
    if (length > maxBytes) throw pageError(413)
    if (length > SMALL_BYTES) take(length - chunk.length > SMALL_BYTES ? chunk.length : length)
    body.add(chunk)
  }
  const onData = (chunk: Buffer<ArrayBuffer>) => {
    try {
      add(chunk)
    } catch (error) {
      // Paused, so that whoever drops the rest still sees its end.
      stopListening()
      request.pause()
      reject(error)
    }
  }
  const onEnd = () => {
    stopListening()
    resolve(body.bytes())
  }
  const onClose = () => {
    stopListening()
    reject(new Error('the client left before its request was complete'))
  }
  const stopListening = () => {
    request.off('data', onData).off('end', onEnd).off('close', onClose)
  }
  if (request.destroyed) onClose()
  else request.on('data', onData).on('end', onEnd).on('close', onClose)
  return promise
}

/** A client that still sends would miss the answer, so what it sends is read first, for a while. */
async function dropRest(request: IncomingMessage): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const deadline = setTimeout(resolve, MAX_DROP_MS)
  request.once('end', resolve).once('close', resolve).resume()
  await over
  clearTimeout(deadline)
}
