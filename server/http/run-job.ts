// Hands a job to the worker threads and answers with what they made of it.
import type { Job, Outcome } from '../threads/messages.ts'
import { answerJson } from './answer.ts'
import type { RequestContext } from './context.ts'
import { HttpError, messageError, unknownBucket } from './http-error.ts'

type Result = Extract<Outcome, { kind: 'bytes' | 'import' }>

export async function answerJob(ctx: RequestContext, job: Job): Promise<void> {
  const outcome = await runJob(ctx, job)
  if (outcome?.kind === 'bytes') answerJson(ctx, outcome.bytes)
}

/** What the job has made; undefined if its client has left. Everything else is thrown as an answer. */
export async function runJob(ctx: RequestContext, job: Job): Promise<Result | undefined> {
  const signal = goneSignal(ctx)
  const outcome = await ctx.state.backend.pool.run(job, signal)
  if (signal.aborted) return undefined
  switch (outcome.kind) {
    case 'bytes':
    case 'import':
      return outcome
    case 'unknown-bucket':
      throw unknownBucket('bucketId' in job ? job.bucketId : '')
    case 'query-error':
      throw messageError(500, outcome.message)
    case 'http-error':
      throw new HttpError(outcome.status, outcome.shape, outcome.text)
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
