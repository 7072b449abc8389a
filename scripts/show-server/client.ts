// One connection to a server, one request at a time, timed by the caller's clock.
import { Client } from 'undici'
import type { RequestSpec } from '../../harness/core/scenario.ts'

export interface TimedClient {
  /** Milliseconds until the whole answer is there. An unexpected status is an error. */
  readonly send: (request: RequestSpec) => Promise<number>
  readonly time: (path: string, body?: string) => Promise<number>
  readonly close: () => Promise<void>
}

export function timedClient(port: number): TimedClient {
  const client = new Client(`http://127.0.0.1:${port}`)
  const send = async ({ method = 'GET', path, headers, body, expectStatus }: RequestSpec) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const startedMs = performance.now()
    const answer = await client.request({
      method,
      path,
      headers: { ...type, ...headers },
      ...(body !== undefined && { body }),
    })
    const bytes = await answer.body.arrayBuffer()
    const tookMs = performance.now() - startedMs
    if (!(expectStatus ?? [200]).includes(answer.statusCode)) {
      throw new Error(`${path} answered ${answer.statusCode}: ${Buffer.from(bytes).toString()}`)
    }
    return tookMs
  }
  const time = (path: string, body?: string) =>
    send(body === undefined ? { path } : { method: 'POST', path, body })
  return { send, time, close: () => client.close() }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
