// Who the server is. Needs no database, so it answers while that is still being migrated.
import { Router } from '@koa/router'
import type { State } from '../http/context.ts'
import { answerJson } from '../http/answer.ts'

export interface Info {
  readonly hostname: string
  readonly version: string
  readonly testing: boolean
  readonly deviceId: string
}

export function infoRoutes({ hostname, version, testing, deviceId }: Info): Router<State> {
  const text = JSON.stringify({ hostname, version, testing, device_id: deviceId })
  return new Router<State>({ sensitive: true }).get('/api/0/info', (ctx) => answerJson(ctx, text))
}
