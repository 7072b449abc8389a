// Prints, as JSON, how SQLite answers the server's statements on a database: `node server/explain.ts --dbpath <file>` with
// the server's own flags, since its switches decide what it asks. The file is only read.
import { parseFlags } from './config/flags.ts'
import { explainStatements } from './store/explain-statements.ts'

const EXIT_FAILURE = 1
const USAGE =
  'usage: node server/explain.ts --dbpath <file> [--profile <name>] [switches of the server]'

try {
  const flags = parseFlags(process.argv.slice(2), process.env)
  if (typeof flags === 'string') console.log(USAGE)
  else if (flags.dbpath === undefined) throw new Error(`--dbpath is missing\n${USAGE}`)
  else console.log(JSON.stringify(explainStatements(flags.dbpath, flags.tuning), undefined, 2))
} catch (error) {
  console.error(`error: ${(error as Error).message}`)
  process.exitCode = EXIT_FAILURE
}
