// A running server: listens first, opens the database after, and ends without losing an answered write.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { makeApp, type AppOptions } from './app.ts'
import { openBackend, type Backend } from './backend.ts'
import type { QueryLimits } from './query/limits.ts'
import type { Print } from './threads/printed-lines.ts'

const IDLE_MS = 5_000
const DEFAULT_DRAIN_MS = 5_000

export interface RunningOptions extends Omit<AppOptions, 'backend'> {
  readonly port: number
  readonly databaseFile: string
  /** The database that a new one begins with, if it exists. */
  readonly legacyDatabase?: string | undefined
  /** The defaults unless told. */
  readonly queryLimits?: QueryLimits
  /** Gets what queries print; nobody unless told. */
  readonly print?: Print
}

export interface RunningServer {
  readonly port: number
  /** Rejects if the database cannot be opened: the server is of no use then. */
  readonly ready: Promise<Backend>
  /** Finishes what runs, up to the deadline; then commits and lets everything go. */
  readonly stop: (drainMs?: number) => Promise<void>
}

export async function startServer(options: RunningOptions): Promise<RunningServer> {
  const { promise: ready, resolve, reject } = Promise.withResolvers<Backend>()
  // Whoever waits is told; without anybody waiting this is no crash.
  ready.catch(() => {})
  const app = makeApp({ ...options, backend: ready })
  const handle = app.callback()
  // Whether a request needs a Host header depends on the address; see host-check.ts.
  const settings = { keepAliveTimeout: IDLE_MS, requireHostHeader: false }
  const server = createServer(settings, (request, response) => void handle(request, response))
  await listen(server, options.access.host, options.port)

  const stopping = new AbortController()
  const { databaseFile: file, legacyDatabase, queryLimits, print, tuning, onTrouble } = options
  const opening = setImmediate().then(() =>
    openBackend({ file, legacyDatabase, queryLimits, print, tuning, onTrouble }, stopping.signal),
  )
  opening.then(resolve, reject)
  const stop = async (drainMs = DEFAULT_DRAIN_MS) => {
    stopping.abort()
    reject(new Error('the server stopped before its database was open'))
    await drain(server, drainMs)
    const backend = await opening.catch(() => undefined)
    await backend?.close()
  }
  return { port: (server.address() as AddressInfo).port, ready, stop }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Idle connections close at once, busy ones after their answer, or when the deadline has passed. */
async function drain(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const deadline = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearTimeout(deadline)
}
