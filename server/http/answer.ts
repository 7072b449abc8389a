// Sets the answer of a request: ready bytes or text of a known length; only large downloads come in chunks.
import { STATUS_CODES } from 'node:http'
import type { Readable } from 'node:stream'
import type { Context } from 'koa'
import type { HttpError } from './http-error.ts'

export function answerJson(ctx: Context, body: string | Uint8Array): void {
  ctx.set('Content-Type', 'application/json')
  ctx.body = typeof body === 'string' ? body : sendable(body)
}

/** Node writes a text in one piece with the headers; bytes are a second piece, which costs small answers more. */
const MAX_TEXT_BYTES = 16_384

function sendable(bytes: Uint8Array): string | Buffer {
  const buffer = asBuffer(bytes)
  return buffer.length <= MAX_TEXT_BYTES ? buffer.toString() : buffer
}

/** A file to be saved; the original names no type. `filename` is not quoted, as in the original. */
export function answerDownload(ctx: Context, body: Uint8Array | Readable, filename: string): void {
  ctx.body = body instanceof Uint8Array ? asBuffer(body) : body
  ctx.remove('Content-Type')
  ctx.set('Content-Disposition', `attachment; filename=${filename}`)
}

/** With no body and no type. */
export function answerEmpty(ctx: Context, status = 200): void {
  ctx.status = status
  ctx.body = null
  ctx.status = status
}

export function answerError(ctx: Context, error: HttpError): void {
  ctx.status = error.status
  if (error.shape === 'message') return answerJson(ctx, JSON.stringify({ message: error.message }))
  const reason = STATUS_CODES[error.status] ?? ''
  if (prefersJson(ctx)) {
    const page = { code: error.status, reason, description: error.message }
    return answerJson(ctx, JSON.stringify({ error: page }, null, 2))
  }
  ctx.set('Content-Type', 'text/html; charset=utf-8')
  ctx.body =
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${error.status} ${reason}</title>` +
    `</head><body><h1>${error.status}: ${reason}</h1><p>${escapeHtml(error.message)}</p></body></html>`
}

/** Only the type that the client likes best counts, as in the original. */
function prefersJson(ctx: Context): boolean {
  return ctx.accepts()[0]?.toLowerCase() === 'application/json'
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
