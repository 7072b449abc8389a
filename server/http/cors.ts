// Which web pages may use the API. A page of another origin is refused before its request does anything.
import type { Context } from 'koa'
import type { Access, Filter } from './access.ts'
import { allowedOrigins } from './allowed-origins.ts'
import { pageError } from './http-error.ts'

const METHODS = ['GET', 'POST', 'DELETE']

export function corsFilter(access: Access): Filter {
  const isAllowed = allowedOrigins(access)
  return (ctx) => {
    const { origin } = ctx.req.headers
    if (origin === undefined) return
    if (!isAllowed(origin, ctx.socket.localPort)) throw pageError(403)
    ctx.set('Access-Control-Allow-Origin', origin)
    if (ctx.method === 'OPTIONS') answerPreflight(ctx)
  }
}

/** Before a request that is not simple, browsers ask whether it may be made. */
function answerPreflight(ctx: Context): void {
  const method = ctx.get('Access-Control-Request-Method')
  if (method === '') throw pageError(400)
  if (!METHODS.includes(method)) throw pageError(403)
  ctx.set('Access-Control-Allow-Methods', METHODS.join(', '))
  const headers = ctx.get('Access-Control-Request-Headers').split(',')
  const names = headers.map((name) => name.trim()).filter((name) => name !== '')
  if (names.length > 0) ctx.set('Access-Control-Allow-Headers', names.join(', '))
}
