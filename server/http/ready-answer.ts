// Short JSON answers that leave in one piece, past the setters of Koa's response: those cost a heartbeat a tenth
// of its time. The sender stands outside of all other middleware, so that artificial faults hold these answers up
// like any other.
import type { Middleware } from 'koa'
import type { Tuning } from '../tuning.ts'
import type { RequestContext } from './context.ts'
import { HEADERS } from './headers.ts'

/** Ends with 200, unless somebody outside answers otherwise. */
export function answerReady(ctx: RequestContext, json: string): void {
  ctx.state.ready = json
}

export function readyAnswers(keepalive: Tuning['keepalive']): Middleware {
  const fixed = [
    ...Object.entries(HEADERS).flat(),
    ...(keepalive === 'off' ? ['Connection', 'close'] : []),
    'Content-Type',
    'application/json',
    'Content-Length',
  ]
  return async (ctx, next) => {
    await next()
    const { ready } = ctx.state as RequestContext['state']
    if (ready === undefined || ctx.body != null) return
    ctx.respond = false
    ctx.res.writeHead(200, [...fixed, String(Buffer.byteLength(ready))])
    ctx.res.end(ready)
  }
}
