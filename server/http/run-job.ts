// Hands a job to the worker threads and answers with what they made of it.
import type { Job } from '../threads/messages.ts'
import { answerJson } from './answer.ts'
import type { RequestContext } from './context.ts'
import { messageError, unknownBucket } from './http-error.ts'

export async function answerJob(ctx: RequestContext, job: Job): Promise<void> {
  const signal = goneSignal(ctx)
  const outcome = await ctx.state.backend.pool.run(job, signal)
  if (signal.aborted) return
  switch (outcome.kind) {
    case 'bytes':
      return answerJson(ctx, outcome.bytes)
    case 'unknown-bucket':
      throw unknownBucket('bucketId' in job ? job.bucketId : '')
    case 'query-error':
      throw messageError(500, outcome.message)
    case 'refusal':
      throw messageError(503, outcome.message)
    case 'failure':
      // Unexpected: the frame logs it and answers the page of a 500.
      throw new Error(outcome.detail)
  }
}

/** Aborts when the client leaves before its answer, so that nobody computes for it. */
function goneSignal(ctx: RequestContext): AbortSignal {
  const controller = new AbortController()
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) controller.abort()
  })
  return controller.signal
}
