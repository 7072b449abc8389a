// Heartbeats: the request that watchers send all day.
import { Router } from '@koa/router'
import { eventOf } from '../bodies/event-body.ts'
import { columnsOf } from '../events/event-row.ts'
import { answerJson } from '../http/answer.ts'
import { parseBody } from '../http/body-text.ts'
import type { Handler, State } from '../http/context.ts'
import { pulsetimeOf } from '../http/query-values.ts'
import { jsonBody } from '../http/read-body.ts'
import { pulsetimeFromSeconds } from '../wire/duration.ts'
import { renderEvent } from '../wire/event-bytes.ts'
import { existingBucket } from './buckets.ts'

export function heartbeatRoutes(withBackend: Handler): Router<State> {
  const path = '/api/0/buckets/:bucket/heartbeat'
  return new Router<State>({ sensitive: true }).post(path, jsonBody, withBackend, (ctx) => {
    const pulseNs = pulsetimeFromSeconds(pulsetimeOf(ctx.querystring))
    const beat = eventOf(parseBody(ctx.state.body))
    const event = ctx.state.backend.store.heartbeat(existingBucket(ctx), beat, pulseNs)
    answerJson(ctx, renderEvent(columnsOf([event]), 0))
  })
}
