// The server as a command. The only file here, besides main.ts, that touches the process and its environment.
import { hostname } from 'node:os'
import { readConfigFile } from './config/config-file.ts'
import { deviceIdIn } from './config/device-id.ts'
import { parseFlags, USAGE, type Flags } from './config/flags.ts'
import { openLogFile, type LogFile } from './config/log-file.ts'
import { placesOf } from './config/places.ts'
import { requestLog } from './http/request-log.ts'
import { configFileOf, defaultPort, resolveOptions } from './options.ts'
import { startServer } from './server.ts'
import { VERSION } from './version.ts'

const EXIT_FAILURE = 1
const EXIT_USAGE = 2

const places = placesOf(process.env, process.platform)
let log: LogFile | undefined

function say(line: string): void {
  log?.write(line)
  console.log(line)
}

function warn(line: string): void {
  log?.write(line)
  console.error(line)
}

function onTrouble(message: string, error: unknown): void {
  warn(`${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
}

function readFlags(): Flags {
  try {
    const flags = parseFlags(process.argv.slice(2), process.env)
    if (typeof flags !== 'string') return flags
    console.log(flags === 'help' ? USAGE : `heartbench server ${VERSION}`)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(EXIT_USAGE)
  }
}

async function main(flags: Flags): Promise<void> {
  const { testing, profile, tuning, verbose } = flags
  log = openLogFile(places.logs, (message) => console.error(message))
  const configFile = configFileOf(flags, places)
  const file = readConfigFile(configFile, defaultPort(testing))
  if (file.unknown.length > 0) warn(`${configFile}: unknown keys: ${file.unknown.join(', ')}`)
  const options = resolveOptions(flags, file, places)
  const deviceId = options.deviceId ?? deviceIdIn(options.deviceDirectory)
  const info = { hostname: hostname(), version: VERSION, testing, deviceId }
  const faults = verbose ? [requestLog(say), ...flags.faults] : flags.faults
  const print = (line: string) => say(`a query prints: ${line}`)
  const server = await startServer({ ...options, tuning, info, faults, print, onTrouble })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    server.stop().then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // Said last: whoever waits for this line may ask for the end at once.
  const { host } = options.access
  say(`listening on http://${host}:${server.port} profile=${profile} db=${options.databaseFile}`)
  await server.ready.catch((error: unknown) => {
    // Stopped while the database was being opened: stop decides how the process ends.
    if (!isStopping) throw error
  })
}

function fail(error: unknown): void {
  warn(error instanceof Error ? error.message : String(error))
  process.exit(EXIT_FAILURE)
}

/** Resolves when the server is ready, or has failed and the process ends. */
export function run(): Promise<void> {
  return main(readFlags()).catch(fail)
}
