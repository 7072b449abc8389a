// Reads request bodies of type application/json, up to a limit.
import type { IncomingMessage } from 'node:http'
import { pageError } from './http-error.ts'
import type { Handler } from './context.ts'

export const MAX_BODY_BYTES = 1_000_000_000

/** A body of another type, or none, is a route that does not exist. */
export const jsonBody: Handler = async (ctx, next) => {
  const type = ctx.get('Content-Type').split(';')[0]!.trim().toLowerCase()
  if (type !== 'application/json') throw pageError(404)
  ctx.state.body = await readBody(ctx.req, MAX_BODY_BYTES)
  await next()
}

export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw pageError(413)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) throw pageError(413)
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length)
}
