// Hands a job to the worker threads and answers with what they made of it.
import type { Readable } from 'node:stream'
import { errorOf, type Job, type Outcome } from '../threads/messages.ts'
import type { Refusal } from '../threads/pool.ts'
import { answerJson } from './answer.ts'
import { chunkStream } from './chunk-stream.ts'
import type { RequestContext } from './context.ts'
import { HttpError, messageError, unknownBucket } from './http-error.ts'

type Result = Extract<Outcome, { kind: 'bytes' | 'import' | 'parsed' }>

export async function answerJob(ctx: RequestContext, job: Job): Promise<void> {
  const outcome = await runJob(ctx, job)
  if (outcome?.kind === 'bytes') answerJson(ctx, outcome.bytes)
}

/** What the job has made; undefined if its client has left. Everything else is thrown as an answer. */
export async function runJob(ctx: RequestContext, job: Job): Promise<Result | undefined> {
  const gone = whenGone(ctx)
  const outcome = await ctx.state.backend.pool.run(job, gone.signal)
  return gone.signal.aborted ? undefined : resultOf(job, outcome)
}

/**
 * The same for a job whose answer may come in chunks: the body is a stream then, and the job goes on while it
 * is read. A failure before the first chunk is thrown as an answer; one after it ends the connection.
 */
export async function runStreamedJob(
  ctx: RequestContext,
  job: Job,
): Promise<Uint8Array | Readable | undefined> {
  const gone = whenGone(ctx)
  const { begun, take, end } = chunkStream((error) => {
    gone.abort()
    // HTTP/1.0 knows the end of such an answer by the connection's: only a reset says that it broke off.
    if (error !== null) ctx.req.socket.resetAndDestroy()
  })
  const rest = async () => {
    const outcome = await ctx.state.backend.pool.run(job, gone.signal, take)
    if (gone.signal.aborted || end(outcome)) return undefined
    const result = resultOf(job, outcome)
    return result.kind === 'bytes' ? result.bytes : undefined
  }
  return Promise.race([begun, rest()])
}

function resultOf(job: Job, outcome: Outcome | Refusal): Result {
  switch (outcome.kind) {
    case 'bytes':
    case 'import':
    case 'parsed':
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
      throw errorOf(outcome)
  }
}

/** Aborts when the client leaves before its answer, so that nobody computes for it. */
function whenGone(ctx: RequestContext): AbortController {
  const controller = new AbortController()
  if (ctx.res.destroyed) controller.abort()
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) controller.abort()
  })
  return controller
}
