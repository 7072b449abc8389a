// Requests that are not recorded: a scenario's preparation, and what a fresh process needs to get up to speed.
import type { RequestSpec } from '../core/scenario.ts'
import type { WarmUpResult } from './protocol.ts'
import type { OpenLoad } from './slice.ts'

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

/** Sequential. Only measured loads are warmed: what keeps the server busy beside them is not timed. */
export async function warmUp(
  loads: readonly OpenLoad[],
  requests: number,
  budgetMs: number,
): Promise<WarmUpResult> {
  const endMs = performance.now() + budgetMs
  const timesUs: number[] = []
  let failure: string | undefined
  let sent = 0
  for (const { client, stream, cursor } of loads.filter(({ load }) => load.measured)) {
    for (let index = 0; index < requests && (index === 0 || performance.now() < endMs); index++) {
      const answer = await client.send(stream(cursor.next++))
      failure ??= answer.failure
      sent += 1
      timesUs.push((answer.doneMs - answer.sentMs) * 1000)
    }
  }
  timesUs.sort((a, b) => a - b)
  return { sent, medianUs: timesUs[Math.floor(timesUs.length / 2)] ?? 0, failure }
}
