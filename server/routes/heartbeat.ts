// Heartbeats: the request that watchers send all day. The one route that is not on the router, where finding
// it, and its steps as middleware, took a fifth of a heartbeat's time.
import type { Middleware } from 'koa'
import { eventOf } from '../bodies/event-body.ts'
import { parseBody } from '../http/body-text.ts'
import type { RequestContext, Steps } from '../http/context.ts'
import { unknownBucket } from '../http/http-error.ts'
import { pulsetimeOf } from '../http/query-values.ts'
import { answerReady } from '../http/ready-answer.ts'
import { ofJson } from '../http/read-body.ts'
import { pulsetimeFromSeconds } from '../wire/duration.ts'
import { printEvent } from '../wire/event-print.ts'

const PATH = /^\/api\/0\/buckets\/([^/]+)\/heartbeat$/

export function heartbeatRoute({ readBody, withBackend }: Steps): Middleware {
  return (context, next) => {
    const segment = context.method === 'POST' ? PATH.exec(context.path)?.[1] : undefined
    if (segment === undefined) return next()
    const ctx = context as unknown as RequestContext
    return ofJson(ctx, () => {
      // Before the body: which of two mistakes a client is told depends on the order.
      const pulseNs = pulsetimeFromSeconds(pulsetimeOf(ctx.querystring))
      const answer = async () => answerHeartbeat(ctx, decodeURIComponent(segment), pulseNs)
      return readBody(ctx, () => withBackend(ctx, answer) as Promise<void>) as Promise<void>
    })
  }
}

function answerHeartbeat(ctx: RequestContext, bucketId: string, pulseNs: bigint): void {
  const beat = eventOf(parseBody(ctx.state.body))
  const { store } = ctx.state.backend
  const bucket = store.bucket(bucketId)
  if (bucket === undefined) throw unknownBucket(bucketId)
  answerReady(ctx, printEvent(store.heartbeat(bucket, beat, pulseNs)))
}
