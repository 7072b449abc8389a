// Sets the answer of a request: always ready bytes or text of a known length, never chunked.
import { STATUS_CODES } from 'node:http'
import type { Context } from 'koa'
import type { HttpError } from './http-error.ts'

export function answerJson(ctx: Context, body: string | Uint8Array): void {
  ctx.set('Content-Type', 'application/json')
  ctx.body = typeof body === 'string' ? body : asBuffer(body)
}

/** 200 with no body and no type. */
export function answerEmpty(ctx: Context): void {
  ctx.status = 200
  ctx.body = null
  ctx.status = 200
}

export function answerError(ctx: Context, error: HttpError): void {
  ctx.status = error.status
  if (error.shape === 'message') return answerJson(ctx, JSON.stringify({ message: error.message }))
  const reason = STATUS_CODES[error.status] ?? ''
  if (ctx.accepts('html', 'application/json') === 'application/json') {
    const page = { code: error.status, reason, description: error.message }
    return answerJson(ctx, JSON.stringify({ error: page }, null, 2))
  }
  ctx.set('Content-Type', 'text/html; charset=utf-8')
  ctx.body =
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${error.status} ${reason}</title>` +
    `</head><body><h1>${error.status}: ${reason}</h1><p>${error.message}</p></body></html>`
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
