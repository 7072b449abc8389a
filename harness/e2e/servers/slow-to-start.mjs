// Listens only after a while, as a server that migrates its database first.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { port: { type: 'string' }, delay: { type: 'string', default: '300' } },
})
const server = createServer((_request, response) => response.end('ready'))
setTimeout(() => server.listen(Number(values.port), '127.0.0.1'), Number(values.delay))
