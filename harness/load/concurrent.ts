// Closed loop with N connections by autocannon, fed from its per-response events into our own µs
// histograms: its own have whole milliseconds. Bound by a count, so that no request is left half-way to
// disturb the next build's slice. Its rate mode and its omission correction are never used.
import autocannon from 'autocannon'
import type { RequestSpec, RequestStream } from '../core/scenario.ts'
import { isExpectedStatus } from './http-client.ts'
import type { Recorder } from './recorder.ts'
import type { Cursor } from './sequential.ts'

/** Sends `requests` requests over `connections` sockets; returns the time from the first send to the last answer. */
export function runConcurrent(
  origin: string,
  stream: RequestStream,
  cursor: Cursor,
  recorder: Recorder,
  plan: {
    readonly requests: number
    readonly connections: number
    readonly timeoutMs: number
  },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const startMs = performance.now()
    const sample = stream(cursor.next)
    const instance = autocannon(
      {
        url: origin,
        connections: Math.min(plan.connections, plan.requests),
        amount: plan.requests,
        timeout: Math.ceil(plan.timeoutMs / 1000),
        requests: [
          { setupRequest: (request) => ({ ...request, ...describe(stream(cursor.next++)) }) },
        ],
      },
      (error: unknown) => {
        if (error instanceof Error) reject(error)
        else resolve(performance.now() - startMs)
      },
    )
    instance.on('response', (_client, status, bytes, responseMs) => {
      const doneMs = performance.now()
      const failure = isExpectedStatus(sample, status) ? undefined : `status-${status}`
      recorder.answered({
        sentMs: doneMs - responseMs,
        doneMs,
        bytes,
        status,
        failure,
        body: undefined,
      })
    })
    instance.on('reqError', (error: unknown) => recorder.answered(failed(error)))
  })
}

function describe(request: RequestSpec): autocannon.Request {
  return {
    method: request.method ?? 'GET',
    path: request.path,
    headers: {
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body !== undefined && { body: request.body }),
  }
}

function failed(error: unknown) {
  const nowMs = performance.now()
  const code = error instanceof Error ? error.message.slice(0, 40) : 'connection'
  return { sentMs: nowMs, doneMs: nowMs, bytes: 0, status: 0, failure: code, body: undefined }
}
