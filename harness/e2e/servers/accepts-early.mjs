// Accepts connections at once, and answers nobody until its time has come.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { port: { type: 'string' }, delay: { type: 'string', default: '300' } },
})
const { promise: isReady, resolve } = Promise.withResolvers()
createServer((_request, response) => void isReady.then(() => response.end('ready'))).listen(
  Number(values.port),
  '127.0.0.1',
  () => setTimeout(() => resolve(), Number(values.delay)),
)
