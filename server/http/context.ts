// What middleware leaves for handlers, and the shape of a handler.
import type { Context, Next } from 'koa'
import type { Backend } from '../backend.ts'

export interface State {
  /** Set by `jsonBody`. */
  body: Uint8Array
  /** Set by `withBackend`. */
  backend: Backend
}

export type RequestContext = Context & { readonly params: Record<string, string>; state: State }
export type Handler = (ctx: RequestContext, next: Next) => unknown
