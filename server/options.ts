// The command line of the server. Unknown flags and values are errors: a typo must not start a server that
// is not the one that was asked for.
import { parseArgs } from 'node:util'
import { parseFault, type Faults } from './faults.ts'
import { PROFILES, SWITCHES, type ProfileName, type SwitchName, type Tuning } from './tuning.ts'

export interface ServerOptions {
  readonly port: number
  readonly host: string
  /** Undefined: the place where ActivityWatch keeps its database. */
  readonly dbpath: string | undefined
  readonly testing: boolean
  readonly profile: ProfileName
  readonly tuning: Tuning
  readonly faults: Faults
}

const DEFAULT_PORT = 5600
const TESTING_PORT = 5666
const SWITCH_NAMES = Object.keys(SWITCHES) as SwitchName[]

export const USAGE = `usage: node server/main.ts [flags]
  --host <address>      default 127.0.0.1
  --port <number>       default ${DEFAULT_PORT}, with --testing ${TESTING_PORT}; 0 takes a free one
  --dbpath <file>       default: ActivityWatch's own place
  --testing             testing port and database, and /info says so
  --profile <name>      ${Object.keys(PROFILES).join('|')}; also from HEARTBENCH_PROFILE
${SWITCH_NAMES.map((name) => `  --${name} <value>`.padEnd(24) + SWITCHES[name].join('|')).join('\n')}
  --fault <kind=size>   an artificial fault; may be repeated
  --help`

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  dbpath: { type: 'string' },
  testing: { type: 'boolean' },
  profile: { type: 'string' },
  fault: { type: 'string', multiple: true },
  help: { type: 'boolean' },
  ...(Object.fromEntries(SWITCH_NAMES.map((name) => [name, { type: 'string' }])) as Record<
    SwitchName,
    { type: 'string' }
  >),
} as const

/** 'help' if that was asked for. Throws with what was expected. */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServerOptions | 'help' {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true })
  if (values.help === true) return 'help'
  const testing = values.testing === true
  const profile = oneOf(
    'profile',
    values.profile ?? env['HEARTBENCH_PROFILE'] ?? 'default',
    Object.keys(PROFILES) as ProfileName[],
  )
  return {
    port: portOf(values.port ?? String(testing ? TESTING_PORT : DEFAULT_PORT)),
    host: values.host ?? '127.0.0.1',
    dbpath: values.dbpath,
    testing,
    profile,
    tuning: { ...PROFILES[profile], ...switchesOf(values) },
    faults: (values.fault ?? []).map(parseFault),
  }
}

function switchesOf(values: Readonly<Partial<Record<SwitchName, string>>>): Partial<Tuning> {
  const given = SWITCH_NAMES.filter((name) => values[name] !== undefined)
  return Object.fromEntries(
    given.map((name) => [name, oneOf(name, values[name]!, SWITCHES[name] as readonly string[])]),
  )
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value)
  if (found === undefined) {
    throw new Error(`--${flag} expects one of ${allowed.join(', ')}; got '${value}'`)
  }
  return found
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`--port expects a number from 0 to 65535; got '${text}'`)
  }
  return port
}
