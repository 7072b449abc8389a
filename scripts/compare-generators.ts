// Why concurrent loads are not driven by autocannon: the same number of requests over eight connections, by
// it and by our own client, against a server that keeps connections and one that closes them.
//   node scripts/compare-generators.ts
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import autocannon from 'autocannon'
import { runConcurrent } from '../harness/load/concurrent.ts'
import { startOfStream } from '../harness/load/cursor.ts'
import { createHttpClient } from '../harness/load/http-client.ts'
import { createRecorder } from '../harness/load/recorder.ts'

const REQUESTS = 203
const CONNECTIONS = 8

interface Outcome {
  readonly answered: number
  readonly windowMs: number
}

async function byAutocannon(origin: string): Promise<Outcome> {
  const startMs = performance.now()
  let answered = 0
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(
      { url: origin, connections: CONNECTIONS, amount: REQUESTS },
      (error: unknown) => (error instanceof Error ? reject(error) : resolve()),
    )
    run.on('response', () => void answered++)
  })
  return { answered, windowMs: performance.now() - startMs }
}

async function byOurs(origin: string): Promise<Outcome> {
  const client = createHttpClient(origin, { connections: CONNECTIONS, timeoutMs: 10_000 })
  const recorder = createRecorder('requests')
  const plan = { bound: { requests: REQUESTS }, connections: CONNECTIONS }
  const windowMs = await runConcurrent(
    client,
    () => ({ path: '/' }),
    startOfStream(),
    recorder,
    plan,
  )
  await client.close()
  return { answered: recorder.finish(windowMs).served, windowMs }
}

/** Runs `generate` against a fresh server and counts what arrived there. */
async function measure(closes: boolean, generate: (origin: string) => Promise<Outcome>) {
  let arrived = 0
  const server = createServer((_request, response) => {
    arrived++
    response.shouldKeepAlive = !closes
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { answered, windowMs } = await generate(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  )
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return { asked: REQUESTS, arrived, answered, windowMs: Math.round(windowMs) }
}

const rows: Record<string, Awaited<ReturnType<typeof measure>>> = {}
for (const closes of [false, true]) {
  const server = closes ? 'closing server' : 'keep-alive server'
  rows[`autocannon, ${server}`] = await measure(closes, byAutocannon)
  rows[`heartbench, ${server}`] = await measure(closes, byOurs)
}
console.table(rows)
