// Queries: parsed here, run by a worker thread.
import { Router } from '@koa/router'
import { queryOf } from '../bodies/query-body.ts'
import { parseBody } from '../http/body-text.ts'
import type { Handler, State } from '../http/context.ts'
import { jsonBody } from '../http/read-body.ts'
import { answerJob } from '../http/run-job.ts'

export function queryRoutes(withBackend: Handler): Router<State> {
  return new Router<State>({ sensitive: true }).post('/api/0/query', jsonBody, withBackend, (ctx) =>
    answerJob(ctx, { kind: 'query', ...queryOf(parseBody(ctx.state.body)) }),
  )
}
