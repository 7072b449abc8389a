// What middleware leaves for handlers, and the shape of a handler.
import type { Context, Next } from 'koa'
import type { Backend } from '../backend.ts'

export interface State {
  /** Set by `readBody`. */
  body: Uint8Array<ArrayBuffer>
  /** Set by `answerReady`. */
  ready: string | undefined
  /** Set by `withBackend`. */
  backend: Backend
}

/** The steps that most routes begin with. */
export interface Steps {
  readonly readBody: Handler
  readonly withBackend: Handler
}

export type RequestContext = Context & { readonly params: Record<string, string>; state: State }
export type Handler = (ctx: RequestContext, next: Next) => unknown
