// Heartbeats: the request that watchers send all day.
import { Router } from '@koa/router'
import { eventOf } from '../bodies/event-body.ts'
import { answerJson } from '../http/answer.ts'
import { parseBody } from '../http/body-text.ts'
import type { Handler, State, Steps } from '../http/context.ts'
import { pulsetimeOf } from '../http/query-values.ts'
import { ofJson } from '../http/read-body.ts'
import { pulsetimeFromSeconds } from '../wire/duration.ts'
import { printEvent } from '../wire/event-print.ts'
import { existingBucket } from './buckets.ts'

export function heartbeatRoutes({ readBody, withBackend }: Steps): Router<State> {
  const path = '/api/0/buckets/:bucket/heartbeat'
  const router = new Router<State>({ sensitive: true })
  return router.post(path, ofJson, readPulsetime, readBody, withBackend, (ctx) => {
    const beat = eventOf(parseBody(ctx.state.body))
    const { store } = ctx.state.backend
    const event = store.heartbeat(existingBucket(ctx), beat, ctx.state.pulseNs)
    answerJson(ctx, printEvent(event))
  })
}

/** Before the body: which of two mistakes a client is told depends on the order. */
const readPulsetime: Handler = (ctx, next) => {
  ctx.state.pulseNs = pulsetimeFromSeconds(pulsetimeOf(ctx.querystring))
  return next()
}
