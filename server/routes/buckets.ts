// Buckets: answered from memory; only creating and deleting touch the database.
import { Router } from '@koa/router'
import { bucketOf, type Home } from '../bodies/bucket-body.ts'
import { printBucket, printBuckets } from '../bodies/bucket-print.ts'
import { answerEmpty, answerJson } from '../http/answer.ts'
import { parseLenientBody } from '../http/body-text.ts'
import type { RequestContext, State, Steps } from '../http/context.ts'
import { unknownBucket } from '../http/http-error.ts'
import { ofJson } from '../http/read-body.ts'
import type { Bucket } from '../store/bucket.ts'

export function bucketRoutes({ readBody, withBackend }: Steps, home: Home): Router<State> {
  return new Router<State>({ prefix: '/api/0/buckets', sensitive: true })
    .get('/', withBackend, (ctx) =>
      answerJson(ctx, printBuckets(ctx.state.backend.store.buckets())),
    )
    .get('/:bucket', withBackend, (ctx) => answerJson(ctx, printBucket(existingBucket(ctx))))
    .post('/:bucket', ofJson, readBody, withBackend, (ctx) => createBucket(ctx, home))
    .delete('/:bucket', withBackend, (ctx) => {
      ctx.state.backend.store.deleteBucket(existingBucket(ctx))
      answerEmpty(ctx)
    })
}

/** The bucket of the path, which must exist. */
export function existingBucket(ctx: RequestContext): Bucket {
  const id = ctx.params['bucket']!
  const bucket = ctx.state.backend.store.bucket(id)
  if (bucket === undefined) throw unknownBucket(id)
  return bucket
}

/** Existing buckets are 304, on which official clients depend. */
function createBucket(ctx: RequestContext, home: Home): void {
  const { bucket, events } = bucketOf(parseLenientBody(ctx.state.body), home)
  const isNew = ctx.state.backend.store.createBucket(
    { ...bucket, id: ctx.params['bucket']! },
    events,
  )
  if (isNew) answerEmpty(ctx)
  else ctx.status = 304
}
