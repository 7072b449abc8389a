// One question to a server that may not be there yet: a new connection each time, no pool, no retries.
import { createServer, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

export type ProbeAnswer =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'silent' }

export interface ProbeOptions {
  readonly port: number
  readonly timeoutMs: number
}

/** True when something accepts TCP connections on 127.0.0.1. */
export async function probeConnection({ port, timeoutMs }: ProbeOptions): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', timeout: Math.max(1, timeoutMs) })
  try {
    return await new Promise((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('timeout', () => resolve(false))
      socket.once('error', () => resolve(false))
    })
  } finally {
    socket.destroy()
  }
}

/** Settles when the whole body has come. */
export async function probePath(path: string, options: ProbeOptions): Promise<ProbeAnswer> {
  const { port, timeoutMs } = options
  return await new Promise((resolve) => {
    const get = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      response.once('end', () => settle({ kind: 'status', status: response.statusCode ?? 0 }))
      response.once('error', (error) => settle({ kind: 'refused', reason: error.message }))
    })
    // Not the socket's idle timer: a server that drips bytes has to meet the deadline, too.
    const timer = setTimeout(() => settle({ kind: 'silent' }), Math.max(1, timeoutMs))
    const settle = (answer: ProbeAnswer): void => {
      clearTimeout(timer)
      get.destroy()
      resolve(answer)
    }
    get.on('error', (error) => settle({ kind: 'refused', reason: error.message }))
    get.end()
  })
}

export function describeAnswer(answer: ProbeAnswer): string {
  switch (answer.kind) {
    case 'status':
      return `it answered ${answer.status}`
    case 'refused':
      return `the connection failed (${answer.reason})`
    case 'silent':
      return 'it did not answer at all'
  }
}

let warmedUp: Promise<void> | undefined

/**
 * The first request of a process loads and compiles the HTTP client (up to 100 ms), which must not be counted
 * as the start-up time of whichever server happens to come first.
 */
export async function warmUpProbe(): Promise<void> {
  await (warmedUp ??= probeOwnServer())
}

async function probeOwnServer(): Promise<void> {
  const server = createServer((_request, response) => response.end('ready'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  for (let request = 0; request < 5; request++) {
    await probeConnection({ port, timeoutMs: 1000 })
    await probePath('/', { port, timeoutMs: 1000 })
  }
  await new Promise((resolve) => server.close(resolve))
}
