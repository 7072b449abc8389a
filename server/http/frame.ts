// What every answer has: the headers of the original, and errors in its two shapes.
import type { Middleware } from 'koa'
import type { Tuning } from '../tuning.ts'
import { answerEmpty, answerError } from './answer.ts'
import { HttpError, pageError } from './http-error.ts'
import { normalPath } from './path.ts'

const HEADERS = {
  Server: 'Rocket',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Permissions-Policy': 'interest-cohort=()',
}

export function frame(
  keepalive: Tuning['keepalive'],
  onTrouble: (message: string, error: unknown) => void,
): Middleware {
  return async (ctx, next) => {
    ctx.set(HEADERS)
    if (keepalive === 'off') ctx.set('Connection', 'close')
    ctx.path = normalPath(ctx.path)
    try {
      if (ctx.method === 'OPTIONS') answerEmpty(ctx)
      else await next()
      if (ctx.status === 404 && ctx.body == null) throw pageError(404)
    } catch (error) {
      if (!(error instanceof HttpError)) onTrouble(`${ctx.method} ${ctx.path} failed`, error)
      const known = error instanceof HttpError ? error : pageError(500)
      // The rest of a body that is too large would arrive as the next request.
      if (known.status === 413) ctx.set('Connection', 'close')
      answerError(ctx, known)
    }
  }
}
