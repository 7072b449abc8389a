// What a Koa server needs at least for a heartbeat: one route that parses JSON and echoes it. Prints its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Router } from '@koa/router'
import Koa from 'koa'

const router = new Router().post('/api/0/buckets/:bucket/heartbeat', async (ctx) => {
  const chunks: Buffer[] = []
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk)
  ctx.body = JSON.parse(Buffer.concat(chunks).toString()) as object
})
const handle = new Koa().use(router.routes()).callback()
const server = createServer((request, response) => void handle(request, response))
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on port ${(server.address() as AddressInfo).port}`)
})
