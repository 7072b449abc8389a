// Ready at once, but takes its time for every other answer (a timer, no CPU).
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { port: { type: 'string' }, delay: { type: 'string', default: '300' } },
})
createServer((request, response) => {
  const delayMs = request.url === '/' ? 0 : Number(values.delay)
  setTimeout(() => response.end('ready'), delayMs)
}).listen(Number(values.port), '127.0.0.1')
