// What every answer has: the headers of the original, and errors in its two shapes.
import type { Middleware } from 'koa'
import type { Tuning } from '../tuning.ts'
import type { State } from './context.ts'
import { answerError } from './answer.ts'
import { HEADERS } from './headers.ts'
import { HttpError, messageError, pageError } from './http-error.ts'
import { normalPath } from './path.ts'

export function frame(
  keepalive: Tuning['keepalive'],
  onTrouble: (message: string, error: unknown) => void,
): Middleware {
  return async (ctx, next) => {
    ctx.path = normalPath(ctx.path)
    try {
      await next()
      if ((ctx.state as State).ready !== undefined) return
      if (ctx.status === 404 && ctx.body == null) throw pageError(404)
    } catch (error) {
      if (!(error instanceof HttpError)) onTrouble(`${ctx.method} ${ctx.path} failed`, error)
      answerError(ctx, known(error))
    }
    ctx.set(HEADERS)
    if (keepalive === 'off') ctx.set('Connection', 'close')
  }
}

function known(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  const code = (error as { code?: unknown } | undefined)?.code
  const isStorage = typeof code === 'string' && code.startsWith('SQLITE_')
  return isStorage
    ? messageError(500, `The database failed: ${(error as Error).message} (${code})`)
    : pageError(500)
}
