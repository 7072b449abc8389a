// A server so small that what is measured of it is the machine: nothing at "/", a list of events at "/events", which
// touches memory and makes garbage as real servers do. Run with a port as its argument.
import { createServer } from 'node:http'

const EVENTS = 20_000
const EVENTS_PER_ANSWER = 300

const events = Array.from({ length: EVENTS }, (_, id) => ({
  id,
  timestamp: new Date(1_750_000_000_000 + id * 10_000).toISOString(),
  duration: (id * 37) % 600,
  data: {
    app: `app-${(id * 7) % 40}`,
    title: `A window with a title, number ${(id * 101) % 3000}`,
  },
}))

let from = 0
function nextEvents(): string {
  from = (from + 7919) % (EVENTS - EVENTS_PER_ANSWER)
  return JSON.stringify(events.slice(from, from + EVENTS_PER_ANSWER))
}

const server = createServer((request, response) => {
  const body = request.url === '/events' ? nextEvents() : '{}'
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
})
server.listen(Number(process.argv[2]), '127.0.0.1')
process.on('SIGTERM', () => process.exit())
