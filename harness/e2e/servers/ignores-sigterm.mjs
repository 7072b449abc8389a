// Works, but has to be killed.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
process.on('SIGTERM', () => console.log('not yet'))
createServer((_request, response) => response.end('ready')).listen(Number(values.port), '127.0.0.1')
