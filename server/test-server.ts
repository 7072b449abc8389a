// For tests: the real server in this process, on a free port and a database of its own that goes with it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFault } from './faults.ts'
import type { Access } from './http/access.ts'
import { DEFAULT_MAX_BODY_BYTES } from './http/read-body.ts'
import type { Web } from './routes/web.ts'
import type { QueryLimits } from './query/limits.ts'
import { startServer, type RunningServer } from './server.ts'
import { PROFILES, type Tuning } from './tuning.ts'

export interface TestOptions {
  readonly tuning?: Tuning
  readonly faults?: readonly string[]
  readonly access?: Partial<Access>
  readonly web?: Partial<Web>
  readonly maxBodyBytes?: number
  readonly queryLimits?: QueryLimits
  readonly legacyDatabase?: string
}

const OPEN: Access = { host: '127.0.0.1', testing: false, cors: [], corsRegex: [], apiKey: '' }

export interface Reply {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

export interface TestServer {
  readonly port: number
  readonly databaseFile: string
  readonly running: RunningServer
  /** Paths begin after /api/0. A body that is no text is sent as JSON. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>
  /** What the server would have written to its log. */
  readonly troubles: readonly string[]
  /** What queries printed. */
  readonly printed: readonly string[]
  readonly close: () => Promise<void>
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'heartbench-server-'))
}

export async function startTestServer(options: TestOptions = {}): Promise<TestServer> {
  const folder = temporaryFolder()
  const databaseFile = join(folder, 'test.db')
  const server = await serveFile(databaseFile, options)
  const close = async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  }
  return { ...server, close }
}

/** The same on a file that stays when the server is closed. */
export async function serveFile(
  databaseFile: string,
  options: TestOptions = {},
): Promise<TestServer> {
  const troubles: string[] = []
  const printed: string[] = []
  const running = await startServer({
    port: 0,
    databaseFile,
    legacyDatabase: options.legacyDatabase,
    tuning: options.tuning ?? PROFILES.default,
    access: { ...OPEN, ...options.access },
    web: { webpath: undefined, customStatic: {}, ...options.web },
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    ...(options.queryLimits && { queryLimits: options.queryLimits }),
    info: { hostname: 'test-host', version: 'v0', testing: true, deviceId: 'test-device' },
    faults: (options.faults ?? []).map(parseFault),
    print: (line) => printed.push(line),
    onTrouble: (message, error) => troubles.push(`${message}: ${String(error)}`),
  })
  const ask: TestServer['ask'] = async (method, path, body, headers = {}) => {
    const isJson = body !== undefined
    const response = await fetch(`http://127.0.0.1:${running.port}/api/0${path}`, {
      method,
      headers: { ...(isJson && { 'Content-Type': 'application/json' }), ...headers },
      ...(isJson && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  const close = () => running.stop()
  return { port: running.port, databaseFile, running, ask, troubles, printed, close }
}

export const BUCKET = { type: 'test', client: 'test-client', hostname: 'test-host' }

/** `seconds` after 2018-01-01T01:01:01Z. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2018, 0, 1, 1, 1, 1) + seconds * 1000).toISOString()
}

export function event(seconds: number, duration = 0, data: object = {}, id?: number) {
  return { timestamp: at(seconds), duration, data, ...(id !== undefined && { id }) }
}
