// Every n-th answer is a failure, the first one is not.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { port: { type: 'string' }, every: { type: 'string', default: '10' } },
})
let requests = 0
createServer((_request, response) => {
  response.statusCode = ++requests % Number(values.every) === 0 ? 500 : 200
  response.end(response.statusCode === 500 ? 'failed' : 'ready')
}).listen(Number(values.port), '127.0.0.1')
