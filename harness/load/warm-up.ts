// Requests that are not recorded: a scenario's preparation, and what a fresh process needs to get up to speed.
import type { RequestSpec } from '../core/scenario.ts'
import type { WarmUpResult } from './protocol.ts'
import { isMeasured } from './open-load.ts'
import type { OpenLoad } from './open-load.ts'

/** Returns the first failure. */
export async function sendAll(
  open: OpenLoad,
  requests: readonly RequestSpec[],
): Promise<string | undefined> {
  for (const request of requests) {
    const answer = await open.client.send(request)
    if (answer.failure !== undefined)
      return `${request.method ?? 'GET'} ${request.path} gave ${answer.failure}`
  }
  return undefined
}

/** Share of the requests after which the rest tells what a request costs. */
const SETTLED_FROM = 0.75

/**
 * Sequential, one load after the other, each within its share of the budget. Only measured loads are warmed: what
 * keeps the server busy beside them is not timed.
 */
export async function warmUp(
  loads: readonly OpenLoad[],
  requests: number,
  budgetMs: number,
): Promise<WarmUpResult> {
  const measured = loads.filter(isMeasured)
  const result = { sent: 0, costUs: 0, freshUs: 0, failure: undefined as string | undefined }
  for (const { client, stream, cursor } of measured) {
    const endMs = performance.now() + budgetMs / measured.length
    const timesUs: number[] = []
    for (let index = 0; index < requests && (index === 0 || performance.now() < endMs); index++) {
      const answer = await client.send(stream(cursor.next++))
      result.failure ??= answer.failure
      timesUs.push((answer.doneMs - answer.sentMs) * 1000)
    }
    result.sent += timesUs.length
    result.costUs += median(timesUs.slice(Math.floor(timesUs.length * SETTLED_FROM)))
    result.freshUs += timesUs.reduce((sum, us) => sum + us, 0) / Math.max(1, timesUs.length)
  }
  return result
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
