// Where the server keeps its files: the places of ActivityWatch, so that both find the same ones.
import { homedir } from 'node:os'
import { join } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Places {
  /** The database and the device's id. */
  readonly data: string
  readonly config: string
  readonly logs: string
  /** What Node compiled; may be removed at any time. */
  readonly compiled: string
  /** The database of ActivityWatch's older server, in Python. */
  readonly legacyDatabase: string
}

const SERVER = 'aw-server-rust'

export function placesOf(env: Environment, platform: NodeJS.Platform): Places {
  const roots = (ROOTS[platform] ?? linuxRoots)(env, env['HOME'] ?? homedir())
  return {
    data: join(roots.data, 'activitywatch', SERVER),
    config: join(roots.config, 'activitywatch', SERVER),
    logs: join(roots.logs, SERVER),
    compiled: join(roots.cache, 'activitywatch', 'heartbench-compiled'),
    legacyDatabase: join(roots.data, 'activitywatch', 'aw-server', 'peewee-sqlite.v2.db'),
  }
}

/** Names that end in `-testing` keep the testing mode away from the real data. */
export function testingName(name: string, extension: string, testing: boolean): string {
  return `${name}${testing ? '-testing' : ''}.${extension}`
}

interface Roots {
  readonly data: string
  readonly config: string
  readonly logs: string
  readonly cache: string
}

const ROOTS: Partial<Record<NodeJS.Platform, (env: Environment, home: string) => Roots>> = {
  darwin: (_env, home) => {
    const support = join(home, 'Library', 'Application Support')
    return {
      data: support,
      config: support,
      logs: join(home, 'Library', 'Logs', 'activitywatch'),
      cache: join(home, 'Library', 'Caches'),
    }
  },
  win32: (env, home) => {
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')
    return { data: local, config: local, logs: join(local, 'activitywatch', 'Logs'), cache: local }
  },
}

function linuxRoots(env: Environment, home: string): Roots {
  const cache = env['XDG_CACHE_HOME'] ?? join(home, '.cache')
  return {
    data: env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'),
    config: env['XDG_CONFIG_HOME'] ?? join(home, '.config'),
    logs: join(cache, 'activitywatch', 'log'),
    cache,
  }
}
