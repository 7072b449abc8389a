// Leaves a mark beside its database, and does not start where it finds one.
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string' }, db: { type: 'string' } } })
const mark = `${values.db}.used`
if (existsSync(mark)) {
  console.error('this database was used before')
  process.exit(4)
}
writeFileSync(mark, '')
createServer((_request, response) => response.end('ready')).listen(Number(values.port), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
