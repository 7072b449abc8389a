// One origin's connections: sends a request, tells what came back and when. The lowest undici layer
// (dispatch) is used because it costs the generator least; bodies are counted, kept only when asked for.
import { Pool } from 'undici'
import type { Dispatcher } from 'undici'
import type { RequestSpec } from '../core/scenario.ts'
import { statusFailure } from './failure.ts'

export interface Answer {
  /** Monotonic milliseconds (performance.now) at which the request was handed to the connection. */
  readonly sentMs: number
  readonly doneMs: number
  readonly bytes: number
  readonly status: number
  /** Undefined when the answer is good; else a short code such as `status-500` or `UND_ERR_SOCKET`. */
  readonly failure: string | undefined
  /** Only when the request was sent with `keepBody`. */
  readonly body: Buffer | undefined
}

export interface HttpClient {
  send(request: RequestSpec, options?: { readonly keepBody?: boolean }): Promise<Answer>
  /** Destroys all connections; requests in flight fail. */
  close(): Promise<void>
}

/** `connections` sockets at most, one request at a time on each (no pipelining). */
export function createHttpClient(
  origin: string,
  options: { readonly connections: number; readonly timeoutMs: number },
): HttpClient {
  const pool = new Pool(origin, {
    connections: options.connections,
    pipelining: 1,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connect: { timeout: options.timeoutMs },
  })
  return {
    send: (request, { keepBody = false } = {}) =>
      new Promise((resolve) =>
        pool.dispatch(describe(request), answerHandler(request, keepBody, resolve)),
      ),
    close: () => pool.destroy(),
  }
}

/** True for a status the scenario accepts: its list, or any 2xx. */
export function isExpectedStatus(request: RequestSpec, status: number): boolean {
  return request.expectStatus?.includes(status) ?? (status >= 200 && status < 300)
}

function describe(request: RequestSpec): Dispatcher.DispatchOptions {
  const headers: Record<string, string> = { ...request.headers }
  if (request.body !== undefined && !('content-type' in headers))
    headers['content-type'] = 'application/json'
  return {
    method: request.method ?? 'GET',
    path: request.path,
    headers,
    body: request.body ?? null,
  }
}

function answerHandler(
  request: RequestSpec,
  keepBody: boolean,
  resolve: (answer: Answer) => void,
): Dispatcher.DispatchHandler {
  const sentMs = performance.now()
  const chunks: Buffer[] = []
  let status = 0
  let bytes = 0
  const finish = (failure: string | undefined) =>
    resolve({
      sentMs,
      doneMs: performance.now(),
      bytes,
      status,
      failure,
      body: keepBody ? Buffer.concat(chunks) : undefined,
    })
  return {
    // Undici refuses a handler without it.
    onRequestStart: () => {},
    onResponseStart: (_controller, statusCode) => {
      status = statusCode
    },
    onResponseData: (_controller, chunk) => {
      bytes += chunk.length
      if (keepBody) chunks.push(chunk)
    },
    onResponseEnd: () =>
      finish(isExpectedStatus(request, status) ? undefined : statusFailure(status)),
    onResponseError: (_controller, error) => finish(errorCode(error)),
  }
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
