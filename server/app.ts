// The whole server on one screen: what every answer has, then the routes.
import Koa from 'koa'
import type { Backend } from './backend.ts'
import type { Faults } from './faults.ts'
import { frame } from './http/frame.ts'
import { withBackend } from './http/with-backend.ts'
import { bucketRoutes } from './routes/buckets.ts'
import { eventRoutes } from './routes/events.ts'
import { heartbeatRoutes } from './routes/heartbeat.ts'
import { infoRoutes, type Info } from './routes/info.ts'
import { queryRoutes } from './routes/query.ts'
import type { Tuning } from './tuning.ts'

export interface AppOptions {
  readonly tuning: Tuning
  readonly info: Info
  /** Routes that need the database wait for it; it may open after the server listens. */
  readonly backend: Promise<Backend>
  readonly faults: Faults
  readonly onTrouble: (message: string, error: unknown) => void
}

export function makeApp({ tuning, info, backend, faults, onTrouble }: AppOptions): Koa {
  const app = new Koa()
  const ready = withBackend(backend, tuning.lock)

  for (const fault of faults) app.use(fault)
  app.use(frame(tuning.keepalive, onTrouble))
  // To add a resource, add its router here.
  const routers = [
    infoRoutes(info),
    bucketRoutes(ready, info),
    eventRoutes(ready),
    heartbeatRoutes(ready),
    queryRoutes(ready),
  ]
  for (const router of routers) app.use(router.routes())

  app.on('error', (error) => onTrouble('An answer could not be sent', error))
  return app
}
