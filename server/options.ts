// Everything the server was told: by flags first, then by the configuration file, then by defaults.
import { dirname, join, resolve } from 'node:path'
import type { FileSettings } from './config/config-file.ts'
import type { Flags } from './config/flags.ts'
import { testingName, type Places } from './config/places.ts'
import type { Access } from './http/access.ts'
import { DEFAULT_MAX_BODY_BYTES } from './http/read-body.ts'
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from './query/limits.ts'
import type { Web } from './routes/web.ts'

export interface ServerOptions {
  readonly port: number
  readonly databaseFile: string
  /** Where the device's id is kept, unless it was told. */
  readonly deviceDirectory: string
  readonly deviceId: string | undefined
  /** The database that a new one begins with; undefined: it begins empty. */
  readonly legacyDatabase: string | undefined
  readonly access: Access
  readonly web: Web
  readonly maxBodyBytes: number
  readonly queryLimits: QueryLimits
}

const PORT = 5600
const TESTING_PORT = 5666

export function defaultPort(testing: boolean): number {
  return testing ? TESTING_PORT : PORT
}

export function configFileOf({ config, testing }: Flags, places: Places): string {
  return config ?? join(places.config, testingName('config', 'toml', testing))
}

export function resolveOptions(flags: Flags, file: FileSettings, places: Places): ServerOptions {
  const { testing, dbpath } = flags
  const databaseFile = resolve(dbpath ?? join(places.data, testingName('sqlite', 'db', testing)))
  const customStatic = { ...file.customStatic, ...flags.customStatic }
  return {
    port: flags.port ?? file.port ?? defaultPort(testing),
    databaseFile,
    deviceDirectory: dirname(databaseFile),
    deviceId: flags.deviceId,
    legacyDatabase: flags.legacyImport && dbpath === undefined ? places.legacyDatabase : undefined,
    access: {
      host: flags.host ?? file.address ?? '127.0.0.1',
      testing,
      cors: file.cors ?? [],
      corsRegex: file.corsRegex ?? [],
      apiKey: file.apiKey ?? '',
    },
    web: { webpath: flags.webpath, customStatic },
    maxBodyBytes: flags.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    queryLimits: { ...DEFAULT_QUERY_LIMITS, ...flags.queryLimits },
  }
}
