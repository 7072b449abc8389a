// The configuration file: ActivityWatch's own TOML at its own place, so that both servers obey one file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parse, TomlError } from 'smol-toml'

/** What the file says; undefined where it says nothing. */
export interface FileSettings {
  readonly address?: string | undefined
  readonly port?: number | undefined
  readonly cors?: readonly string[] | undefined
  readonly corsRegex?: readonly string[] | undefined
  readonly apiKey?: string | undefined
  readonly customStatic?: Readonly<Record<string, string>> | undefined
  /** Keys that mean nothing here: those of newer servers, or typing mistakes. */
  readonly unknown: readonly string[]
}

const KEYS = ['address', 'port', 'cors', 'cors_regex', 'auth', 'auth.api_key', 'custom_static']
const KNOWN = new Set(KEYS)

/** Reads the file; a missing one is made, with every default commented out. Throws with what was expected. */
export function readConfigFile(file: string, defaultPort: number): FileSettings {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(file), { recursive: true })
    text = defaultConfig(defaultPort)
    writeFileSync(file, text, { flag: 'wx' })
  }
  return parseConfig(text, file)
}

export function defaultConfig(port: number): string {
  return `#address = "127.0.0.1"
#port = ${port}
#cors = []
#cors_regex = []

[auth]
#api_key = ""

[custom_static]
#my-page = "/path/of/its/files"
`
}

export function parseConfig(text: string, file: string): FileSettings {
  const table = parseToml(text, file)
  const read = <T>(key: string, kind: Kind<T>): T | undefined => {
    const value = key
      .split('.')
      .reduce<unknown>((at, name) => (at as Table | undefined)?.[name], table)
    if (value === undefined || kind.is(value)) return value
    throw new Error(`${file}: ${key} expects ${kind.name}; got ${JSON.stringify(value)}`)
  }
  read('auth', TABLE)
  return {
    address: read('address', TEXT),
    port: read('port', PORT),
    cors: read('cors', TEXTS),
    corsRegex: read('cors_regex', TEXTS),
    apiKey: read('auth.api_key', TEXT),
    customStatic: read('custom_static', TEXT_TABLE),
    unknown: unknownKeys(table),
  }
}

type Table = Readonly<Record<string, unknown>>

interface Kind<T> {
  readonly name: string
  readonly is: (value: unknown) => value is T
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Date.prototype
const TEXT: Kind<string> = { name: 'a string', is: isText }
const PORT: Kind<number> = {
  name: 'a number from 0 to 65535',
  is: (value): value is number =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
}
const TEXTS: Kind<readonly string[]> = {
  name: 'an array of strings',
  is: (value): value is readonly string[] => Array.isArray(value) && value.every(isText),
}
const TABLE: Kind<Table> = { name: 'a table', is: isTable }
const TEXT_TABLE: Kind<Readonly<Record<string, string>>> = {
  name: 'a table of strings',
  is: (value): value is Readonly<Record<string, string>> =>
    isTable(value) && !Array.isArray(value) && Object.values(value).every(isText),
}

function unknownKeys(table: Table): readonly string[] {
  const auth = Object.keys((table['auth'] ?? {}) as Table).map((key) => `auth.${key}`)
  return [...Object.keys(table), ...auth].filter((key) => !KNOWN.has(key))
}

function parseToml(text: string, file: string): Table {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw new Error(`${file}:${error.line}:${error.column}: ${error.message}`, { cause: error })
  }
}
