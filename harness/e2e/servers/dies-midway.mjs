// Answers some requests, or until a file exists, then crashes on the next one without answering it.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    after: { type: 'string', default: '10' },
    once: { type: 'string' },
  },
})
let answered = 0
const isTime = () =>
  values.once === undefined ? answered++ >= Number(values.after) : existsSync(values.once)
createServer((_request, response) => {
  if (isTime()) {
    console.error('out of memory (pretended)')
    process.exit(7)
  }
  response.end('ready')
}).listen(Number(values.port), '127.0.0.1')
