// A line for each request, for people who look for a problem.
import type { Middleware } from 'koa'

export function requestLog(say: (line: string) => void): Middleware {
  return async (ctx, next) => {
    const startedMs = performance.now()
    const { method, url } = ctx
    try {
      await next()
    } finally {
      say(`${method} ${url} ${ctx.status} ${(performance.now() - startedMs).toFixed(1)} ms`)
    }
  }
}
