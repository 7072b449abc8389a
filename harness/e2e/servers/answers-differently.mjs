// As well-behaved, but one of its items has another name.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost')
  if (url.pathname === '/') return void response.end('ready')
  const count = Number(url.searchParams.get('n') ?? 10)
  const items = Array.from({ length: count }, (_, id) => ({ id, name: `item ${id}` }))
  items[1].name = 'another'
  response.setHeader('content-type', 'application/json').end(JSON.stringify(items))
}).listen(Number(values.port), '127.0.0.1')
