// Answers quickly and correctly, and ends cleanly when asked. `--slow <ms>` burns that much CPU per request, `--delay <ms>`
// lets that much time pass before it looks at one.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    slow: { type: 'string', default: '0' },
    delay: { type: 'string', default: '0' },
  },
})
const slowUs = Number(values.slow) * 1000
const delayMs = Number(values.delay)
let beats = 0

const server = createServer((request, response) => {
  if (delayMs > 0) setTimeout(() => respond(request, response), delayMs)
  else respond(request, response)
})

function respond(request, response) {
  burnCpu(slowUs)
  const url = new URL(request.url, 'http://localhost')
  if (request.method === 'GET' && url.pathname === '/') return void response.end('ready')
  if (request.method === 'GET' && url.pathname === '/items')
    return answer(response, makeItems(Number(url.searchParams.get('n') ?? 10)))
  if (request.method === 'POST' && url.pathname === '/beat') {
    request.resume().on('end', () => answer(response, { beats: ++beats }))
    return
  }
  response.writeHead(404).end()
}

function makeItems(count) {
  return Array.from({ length: count }, (_, id) => ({ id, name: `item ${id}` }))
}

function answer(response, value) {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

function burnCpu(us) {
  if (us === 0) return
  const start = process.cpuUsage()
  for (;;) {
    const { user, system } = process.cpuUsage(start)
    if (user + system >= us) return
  }
}

server.listen(Number(values.port), '127.0.0.1')
process.on('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
