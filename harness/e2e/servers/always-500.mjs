// Listens and fails every request.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
createServer((_request, response) => response.writeHead(500).end('failed')).listen(
  Number(values.port),
  '127.0.0.1',
)
