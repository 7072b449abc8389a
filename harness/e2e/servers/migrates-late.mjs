// Ready at once; migrates its database some time after, or (`--when-asked`) with the first request for /items. The old
// indexes go before the new one comes, or (`--keep-first`) after. `/migrated` answers 503 until it is done.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    db: { type: 'string' },
    journal: { type: 'string', default: 'delete' },
    delay: { type: 'string', default: '300' },
    'keep-first': { type: 'boolean', default: false },
    'when-asked': { type: 'boolean', default: false },
  },
})
const database = new Database(values.db)
database.pragma(`journal_mode = ${values.journal}`)
const isMigrated = () => database.pragma('user_version', { simple: true }) === 2

const [drop, create] = [
  'DROP INDEX by_start; DROP INDEX by_end;',
  'CREATE INDEX by_both ON items(start, end);',
]
function migrate() {
  if (isMigrated()) return
  database.transaction(() => {
    database.exec(values['keep-first'] ? create + drop : drop + create)
    database.pragma('user_version = 2')
  })()
}

createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  if (pathname === '/items' && values['when-asked']) migrate()
  if (pathname === '/migrated' && !isMigrated()) response.statusCode = 503
  response.end('ready')
}).listen(Number(values.port), '127.0.0.1', () => {
  if (!values['when-asked']) setTimeout(migrate, Number(values.delay))
})
process.on('SIGTERM', () => {
  database.close()
  process.exit(0)
})
