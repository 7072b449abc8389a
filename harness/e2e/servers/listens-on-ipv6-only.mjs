// What `localhost` means on some machines: ::1 answers, 127.0.0.1 does not.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
createServer((_request, response) => response.end('ready')).listen(Number(values.port), '::1')
