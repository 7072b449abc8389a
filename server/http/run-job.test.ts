import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import Koa from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import type { Backend } from '../backend.ts'
import { rawRequest } from '../raw-request.ts'
import type { Outcome } from '../threads/messages.ts'
import type { Pool } from '../threads/pool.ts'
import { answerDownload } from './answer.ts'
import type { RequestContext } from './context.ts'
import { frame } from './frame.ts'
import { runStreamedJob } from './run-job.ts'

const JOB = { kind: 'export', parts: [] } as const
const CHUNK_BYTES = 262_144
const FAILURE: Outcome = { kind: 'failure', detail: 'disk on fire' }

interface Giver {
  /** Gives a chunk; resolves when another may come. */
  readonly give: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly signal: AbortSignal
}

let server: Server
let troubles: string[]

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** A server whose only answer is made by `job`. */
async function serve(job: (giver: Giver) => Promise<Outcome>): Promise<number> {
  const run: Pool['run'] = (_job, signal, take) =>
    job({ give: (bytes) => new Promise((taken) => take!(bytes, taken)), signal: signal! })
  const backend = { pool: { run } } as unknown as Backend
  troubles = []
  const onTrouble = (_message: string, error: unknown) => troubles.push(String(error))
  const app = new Koa()
  app.on('error', (error: Error & { code?: string }) => troubles.push(error.code ?? error.message))
  app.use(frame('on', onTrouble))
  app.use(async (ctx) => {
    ctx.state.backend = backend
    if (ctx.path !== '/') return
    const body = await runStreamedJob(ctx as RequestContext, JOB)
    if (body !== undefined) answerDownload(ctx, body, 'x.json')
  })
  const handle = app.callback()
  server = createServer((request, response) => void handle(request, response)).listen(0)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
const textOf = async (port: number) => (await fetch(`http://127.0.0.1:${port}/`)).text()

/** As app.ts tells them from the server's. */
const isOfClient = (code: string) => code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'

/** Sends a request and reads nothing. */
async function silentClient(port: number) {
  const socket = connect(port, '127.0.0.1').pause()
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  return socket
}

describe('an answer that comes in chunks', () => {
  it('is all chunks and the rest, in order', async () => {
    const port = await serve(async ({ give }) => {
      for (let i = 0; i < 50; i++) await give(bytesOf(`${i},`.padStart(10_000)))
      return { kind: 'bytes', bytes: bytesOf('end') }
    })
    const expected = Array.from({ length: 50 }, (_, i) => `${i},`.padStart(10_000))
    expect(await textOf(port)).toBe(`${expected.join('')}end`)
    expect(troubles).toEqual([])
  })

  it('has a length if it is one piece', async () => {
    const port = await serve(async () => ({ kind: 'bytes', bytes: bytesOf('whole') }))
    const { headers, body } = await rawRequest(port, ['GET / HTTP/1.1', 'Host: localhost'])
    expect([headers.get('content-length'), body]).toEqual(['5', 'whole'])
  })

  it('is an error page if it fails before its first chunk', async () => {
    const port = await serve(async () => FAILURE)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500)
    expect(troubles).toEqual(['Error: disk on fire'])
  })

  it('ends the connection if it fails later, whatever the client has read', async () => {
    for (const chunks of [1, 20]) {
      const port = await serve(async ({ give }) => {
        for (let i = 0; i < chunks - 1; i++) await give(new Uint8Array(CHUNK_BYTES))
        // In one go with the last chunk: nobody reads the body yet.
        void give(new Uint8Array(CHUNK_BYTES))
        return FAILURE
      })
      await expect(textOf(port)).rejects.toThrow()
      expect(troubles).toEqual(['disk on fire'])
      server.close()
    }
  })

  it('is reset when it fails, for clients that take any end for the end', async () => {
    const port = await serve(async ({ give }) => {
      await give(new Uint8Array(10))
      await give(new Uint8Array(10))
      return FAILURE
    })
    const socket = connect(port, '127.0.0.1')
    socket.resume().write('GET / HTTP/1.0\r\n\r\n')
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNRESET')
  })

  it('waits for a client that does not read', async () => {
    const gave = { chunks: 0 }
    const port = await serve(async ({ give }) => {
      for (; gave.chunks < 400; gave.chunks++) await give(new Uint8Array(CHUNK_BYTES))
      return { kind: 'bytes', bytes: bytesOf('end') }
    })
    const socket = await silentClient(port)
    // The buffers of the system are full when many turns of the server bring nothing new.
    for (let before = -1; before < gave.chunks || before === 0;) {
      before = gave.chunks
      for (let i = 0; i < 50; i++) await fetch(`http://127.0.0.1:${port}/other`)
    }
    expect(gave.chunks).toBeLessThan(200)
    let received = 0
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (chunk.toString('latin1').endsWith('end\r\n0\r\n\r\n')) socket.destroy()
    })
    socket.resume()
    await once(socket, 'close')
    expect(gave.chunks).toBe(400)
    expect(received).toBeGreaterThan(400 * CHUNK_BYTES)
  })

  it('is given up when its client leaves', async () => {
    const begun = Promise.withResolvers<AbortSignal>()
    const port = await serve(async ({ give, signal }) => {
      await give(new Uint8Array(CHUNK_BYTES))
      void give(new Uint8Array(CHUNK_BYTES))
      begun.resolve(signal)
      if (!signal.aborted) await once(signal, 'abort')
      return FAILURE
    })
    const socket = await silentClient(port)
    const signal = await begun.promise
    expect(signal.aborted).toBe(false)
    socket.destroy()
    await once(signal, 'abort')
    expect(troubles.filter((each) => !isOfClient(each))).toEqual([])
  })

  it('is given up when only its head was asked for', async () => {
    const over = Promise.withResolvers<void>()
    const port = await serve(async ({ give, signal }) => {
      signal.addEventListener('abort', () => over.resolve())
      void give(new Uint8Array(CHUNK_BYTES))
      await over.promise
      return FAILURE
    })
    const reply = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' })
    expect(reply.status).toBe(200)
    await over.promise
    expect(troubles.filter((each) => !isOfClient(each))).toEqual([])
  })
})
