// Settings: whatever JSON the web UI wants to keep.
import { Router } from '@koa/router'
import { answerEmpty, answerJson } from '../http/answer.ts'
import { parseBody } from '../http/body-text.ts'
import type { RequestContext, State, Steps } from '../http/context.ts'
import { messageError } from '../http/http-error.ts'
import { ofJson } from '../http/read-body.ts'
import { printJson } from '../wire/json-print.ts'

const MAX_KEY_BYTES = 127

export function settingsRoutes({ readBody, withBackend }: Steps): Router<State> {
  return new Router<State>({ prefix: '/api/0/settings', sensitive: true })
    .get('/', withBackend, (ctx) => {
      const entries = ctx.state.backend.store.settings.all()
      const fields = entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`)
      answerJson(ctx, `{${fields.join()}}`)
    })
    .get('/:key', withBackend, (ctx) =>
      answerJson(ctx, ctx.state.backend.store.settings.get(keyOf(ctx)) ?? 'null'),
    )
    .post('/:key', ofJson, readBody, withBackend, (ctx) => {
      const json = printJson(parseBody(ctx.state.body))
      ctx.state.backend.store.settings.set(keyOf(ctx), json)
      answerEmpty(ctx, 201)
    })
    .delete('/:key', withBackend, (ctx) => {
      ctx.state.backend.store.settings.remove(keyOf(ctx))
      answerEmpty(ctx)
    })
}

function keyOf(ctx: RequestContext): string {
  const key = ctx.params['key']!
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw messageError(400, 'Too long key')
  return key
}
