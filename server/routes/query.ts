// Queries: parsed here, run by a worker thread.
import { Router } from '@koa/router'
import { queryOf } from '../bodies/query-body.ts'
import { parseBody } from '../http/body-text.ts'
import type { State, Steps } from '../http/context.ts'
import { ofJson } from '../http/read-body.ts'
import { answerJob } from '../http/run-job.ts'

export function queryRoutes({ readBody, withBackend }: Steps): Router<State> {
  const path = '/api/0/query'
  return new Router<State>({ sensitive: true }).post(path, ofJson, readBody, withBackend, (ctx) =>
    answerJob(ctx, { kind: 'query', ...queryOf(parseBody(ctx.state.body)) }),
  )
}
