// Answers some requests, then crashes on the next one without answering it.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { port: { type: 'string' }, after: { type: 'string', default: '10' } },
})
let answered = 0
createServer((_request, response) => {
  if (answered++ >= Number(values.after)) {
    console.error('out of memory (pretended)')
    process.exit(7)
  }
  response.end('ready')
}).listen(Number(values.port), '127.0.0.1')
