// The whole server on one screen: what every answer has, who may ask, then the routes.
import Koa from 'koa'
import type { Backend } from './backend.ts'
import type { Faults } from './faults.ts'
import { accessRules, type Access } from './http/access.ts'
import type { Steps } from './http/context.ts'
import { frame } from './http/frame.ts'
import { bodyReader } from './http/read-body.ts'
import { readyAnswers } from './http/ready-answer.ts'
import { withBackend } from './http/with-backend.ts'
import { bucketRoutes } from './routes/buckets.ts'
import { eventRoutes } from './routes/events.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { heartbeatRoute } from './routes/heartbeat.ts'
import { infoRoutes, type Info } from './routes/info.ts'
import { queryRoutes } from './routes/query.ts'
import { settingsRoutes } from './routes/settings.ts'
import { webRoutes, type Web } from './routes/web.ts'
import type { Tuning } from './tuning.ts'

export interface AppOptions {
  readonly tuning: Tuning
  readonly info: Info
  readonly access: Access
  readonly web: Web
  /** Larger request bodies are refused, and all that are handled at once hold no more than this. */
  readonly maxBodyBytes: number
  /** Routes that need the database wait for it; it may open after the server listens. */
  readonly backend: Promise<Backend>
  readonly faults: Faults
  readonly onTrouble: (message: string, error: unknown) => void
}

export function makeApp(options: AppOptions): Koa {
  const { tuning, info, onTrouble } = options
  const app = new Koa()
  const steps: Steps = {
    readBody: bodyReader(options.maxBodyBytes),
    withBackend: withBackend(options.backend, tuning.lock),
  }
  app.use(readyAnswers(tuning.keepalive))
  for (const fault of options.faults) app.use(fault)
  app.use(frame(tuning.keepalive, onTrouble))
  app.use(accessRules(options.access))
  app.use(heartbeatRoute(steps))
  // To add a resource, add its router here. They are tried in this order.
  const routers = [
    infoRoutes(info),
    bucketRoutes(steps, info),
    eventRoutes(steps),
    queryRoutes(steps),
    settingsRoutes(steps),
    exchangeRoutes(steps),
    webRoutes(options.web),
  ]
  for (const router of routers) app.use(router.routes())

  app.on('error', (error: unknown) => {
    if (!hasLeft(error)) onTrouble('An answer could not be sent', error)
  })
  return app
}

/** Clients may leave at any time, which is no trouble of the server's. */
function hasLeft(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code)
  return LEFT.has(code) || code.startsWith('HPE_')
}

const LEFT = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])
