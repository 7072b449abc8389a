// The command line of the server. Unknown flags and values are errors: a typo must not start a server that
// is not the one that was asked for.
import { parseArgs } from 'node:util'
import { parseFault, type Faults } from '../faults.ts'
import { LIMITS, type QueryLimits } from '../query/limits.ts'
import { PROFILES, SWITCHES, type ProfileName, type SwitchName, type Tuning } from '../tuning.ts'
import type { Environment } from './places.ts'

/** What was asked for; undefined where the configuration file and the defaults decide. */
export interface Flags {
  readonly port: number | undefined
  readonly host: string | undefined
  readonly dbpath: string | undefined
  readonly config: string | undefined
  readonly webpath: string | undefined
  readonly customStatic: Readonly<Record<string, string>>
  readonly deviceId: string | undefined
  readonly legacyImport: boolean
  readonly maxBodyBytes: number | undefined
  readonly queryLimits: Partial<QueryLimits>
  readonly testing: boolean
  readonly verbose: boolean
  readonly profile: ProfileName
  readonly tuning: Tuning
  readonly faults: Faults
}

const SWITCH_NAMES = Object.keys(SWITCHES) as SwitchName[]

/** [flag with its value, what it does]; ActivityWatch's own first. */
const HELP: readonly (readonly [string, string])[] = [
  ['--testing', 'testing port, database and configuration; more web pages may ask'],
  ['--verbose', 'a line for each request'],
  ['--host <address>', 'default 127.0.0.1'],
  ['--port <number>', 'default 5600, with --testing 5666; 0 takes a free one'],
  ['--dbpath <file>', "default: ActivityWatch's own place; without the legacy import"],
  ['-c, --config <file>', "default: ActivityWatch's own place; made if it is missing"],
  ['--webpath <dir>', 'the files of the web UI'],
  ['--custom-static <list>', 'pages of your own: name=dir,name2=dir2'],
  ['--device-id <text>', 'default: the one in the data directory'],
  ['--no-legacy-import', "do not copy the events of ActivityWatch's Python server"],
  ['--version', 'show the version'],
  ['--help', 'show this'],
  ['--max-body <bytes>', 'larger requests are refused; default 1000000000'],
  ['--query-time <ms>', 'a query that takes longer fails; default 300000'],
  ['--query-items <number>', `events and items in one value of a query; default ${LIMITS.items}`],
  ['--profile <name>', `${Object.keys(PROFILES).join('|')}; also from HEARTBENCH_PROFILE`],
  ...SWITCH_NAMES.map((name) => [`--${name} <value>`, SWITCHES[name].join('|')] as const),
  ['--fault <kind=size>', 'an artificial fault; may be repeated'],
]

export const USAGE = `usage: heartbench serve [flags], or node server/main.ts [flags]
${HELP.map(([flag, what]) => `  ${flag.padEnd(24)}${what}`).join('\n')}`

const TEXT = { type: 'string' } as const
const SWITCH = { type: 'boolean' } as const

const FLAGS = {
  testing: SWITCH,
  verbose: SWITCH,
  host: TEXT,
  port: TEXT,
  dbpath: TEXT,
  config: { type: 'string', short: 'c' },
  webpath: TEXT,
  'custom-static': TEXT,
  'device-id': TEXT,
  'no-legacy-import': SWITCH,
  version: SWITCH,
  help: SWITCH,
  'max-body': TEXT,
  'query-time': TEXT,
  'query-items': TEXT,
  profile: TEXT,
  fault: { type: 'string', multiple: true },
  ...(Object.fromEntries(SWITCH_NAMES.map((name) => [name, TEXT])) as Record<
    SwitchName,
    typeof TEXT
  >),
} as const

/** 'help' or 'version' if that was asked for. Throws with what was expected. */
export function parseFlags(args: readonly string[], env: Environment): Flags | 'help' | 'version' {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true })
  if (values.help === true) return 'help'
  if (values.version === true) return 'version'
  refuseEncryption(env)
  const names = Object.keys(PROFILES) as ProfileName[]
  const profile = oneOf('profile', values.profile ?? env['HEARTBENCH_PROFILE'] ?? 'default', names)
  return {
    port: numberOf('port', values.port, 65_535),
    host: values.host,
    dbpath: values.dbpath,
    config: values.config,
    webpath: values.webpath,
    customStatic: customStaticOf(values['custom-static'] ?? ''),
    deviceId: values['device-id'],
    legacyImport: values['no-legacy-import'] !== true,
    maxBodyBytes: numberOf('max-body', values['max-body'], 2 ** 31 - 1),
    queryLimits: queryLimitsOf(values['query-time'], values['query-items']),
    testing: values.testing === true,
    verbose: values.verbose === true,
    profile,
    tuning: { ...PROFILES[profile], ...switchesOf(values) },
    faults: (values.fault ?? []).map(parseFault),
  }
}

/** Whoever asks for encryption must not get a database that everybody can read. */
function refuseEncryption(env: Environment): void {
  if (env['AW_DB_PASSWORD'] === undefined) return
  throw new Error(
    'AW_DB_PASSWORD expects a server that encrypts its database, which this one cannot; unset it',
  )
}

function queryLimitsOf(time: string | undefined, count: string | undefined): Partial<QueryLimits> {
  const timeMs = numberOf('query-time', time, 2 ** 31 - 1)
  const items = numberOf('query-items', count, LIMITS.items)
  return { ...(timeMs !== undefined && { timeMs }), ...(items !== undefined && { items }) }
}

function switchesOf(values: Readonly<Partial<Record<SwitchName, string>>>): Partial<Tuning> {
  const given = SWITCH_NAMES.filter((name) => values[name] !== undefined)
  return Object.fromEntries(
    given.map((name) => [name, oneOf(name, values[name]!, SWITCHES[name] as readonly string[])]),
  )
}

function customStaticOf(list: string): Readonly<Record<string, string>> {
  const entries = list.split(',').filter((entry) => entry !== '')
  return Object.fromEntries(
    entries.map((entry) => {
      const [, name, directory] = /^([^=/]+)=(.+)$/.exec(entry) ?? []
      if (name !== undefined && directory !== undefined) return [name, directory]
      throw new Error(`--custom-static expects name=dir,name2=dir2; got '${entry}'`)
    }),
  )
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value)
  if (found === undefined) {
    throw new Error(`--${flag} expects one of ${allowed.join(', ')}; got '${value}'`)
  }
  return found
}

function numberOf(flag: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > max) {
    throw new Error(`--${flag} expects a number from 0 to ${max}; got '${text}'`)
  }
  return number
}
