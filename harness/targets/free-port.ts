// Ports of 127.0.0.1: picking a free one, and telling whether one is free.
import { createServer } from 'node:net'

/** The system's choice. Somebody else may take it before the server does: startTarget then tries once more. */
export async function pickFreePort(): Promise<number> {
  return await listenBriefly(0)
}

/** True when a server could listen there now. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await listenBriefly(port)
    return true
  } catch {
    return false
  }
}

async function listenBriefly(port: number): Promise<number> {
  const server = createServer()
  return await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const picked = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve(picked))
    })
  })
}
