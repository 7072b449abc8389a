// Who may ask at all: what a request must satisfy before any route sees it.
import type { Context, Middleware } from 'koa'
import { answerEmpty } from './answer.ts'
import { apiKeyFilter } from './api-key.ts'
import { corsFilter } from './cors.ts'
import { hostFilter } from './host-check.ts'

export interface Access {
  /** The address that the server was told to listen on. */
  readonly host: string
  /** Lets the development server of the web UI and every Chrome extension in. */
  readonly testing: boolean
  /** Origins besides the server's own. */
  readonly cors: readonly string[]
  /** Patterns that are looked for anywhere in an origin. */
  readonly corsRegex: readonly string[]
  /** Empty: none is needed. */
  readonly apiKey: string
}

/** Throws an HttpError for a request that may not pass. */
export type Filter = (ctx: Context) => void

export function accessRules(access: Access): Middleware {
  // In the order of the original, which decides which of two errors a client sees.
  const filters: readonly Filter[] = [
    corsFilter(access),
    ...hostFilter(access),
    ...apiKeyFilter(access),
  ]
  return async (ctx, next) => {
    for (const filter of filters) filter(ctx)
    if (ctx.method === 'OPTIONS') answerEmpty(ctx)
    else await next()
  }
}
