// Starts the server from the command line. The only file here that touches the process and its environment.
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { defaultDatabase, deviceIdBeside } from './data-place.ts'
import { parseOptions, USAGE, type ServerOptions } from './options.ts'
import { startServer } from './server.ts'
import packageJson from '../package.json' with { type: 'json' }

const EXIT_FAILURE = 1
const EXIT_USAGE = 2

function readOptions(): ServerOptions {
  try {
    const options = parseOptions(process.argv.slice(2), process.env)
    if (options !== 'help') return options
    console.log(USAGE)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(EXIT_USAGE)
  }
}

function onTrouble(message: string, error: unknown): void {
  console.error(
    `${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
}

async function main(options: ServerOptions): Promise<void> {
  const { host, port, testing, profile, tuning, faults } = options
  const databaseFile = resolve(options.dbpath ?? defaultDatabase(testing, process.env))
  const info = {
    hostname: hostname(),
    version: `v${packageJson.version} (heartbench)`,
    testing,
    deviceId: deviceIdBeside(databaseFile),
  }
  const server = await startServer({ host, port, databaseFile, tuning, info, faults, onTrouble })
  console.log(`listening on http://${host}:${server.port} profile=${profile} db=${databaseFile}`)

  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    server.stop().then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  await server.ready
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(EXIT_FAILURE)
}

main(readOptions()).catch(fail)
