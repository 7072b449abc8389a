import { describe, expect, it } from 'vitest'
import { parseConfig } from './config/config-file.ts'
import { parseFlags, type Flags } from './config/flags.ts'
import { placesOf } from './config/places.ts'
import { configFileOf, defaultPort, resolveOptions } from './options.ts'
import { PROFILES } from './tuning.ts'

const PLACES = placesOf({ HOME: '/home/u' }, 'linux')

function flagsOf(args: readonly string[], env = {}): Flags {
  const flags = parseFlags(args, env)
  if (typeof flags === 'string') throw new Error(`flags became ${flags}`)
  return flags
}

function optionsOf(args: readonly string[], toml = '') {
  return resolveOptions(flagsOf(args), parseConfig(toml, 'config.toml'), PLACES)
}

describe('flags', () => {
  it('take the best the server can do when there are none', () => {
    expect(flagsOf([])).toMatchObject({ testing: false, tuning: PROFILES.default, faults: [] })
  })

  it('name a profile, before the environment does, and switches on top', () => {
    const env = { HEARTBENCH_PROFILE: 'branch' }
    expect(flagsOf([], env)).toMatchObject({ tuning: PROFILES.branch })
    const args = ['--profile', 'master', '--keepalive', 'on', '--schema', '5']
    expect(flagsOf(args, env)).toMatchObject({
      profile: 'master',
      tuning: { ...PROFILES.master, keepalive: 'on', schema: '5' },
    })
  })

  it('ask for help or the version', () => {
    expect(parseFlags(['--help'], {})).toBe('help')
    expect(parseFlags(['--version'], {})).toBe('version')
  })

  it('name directories of pages', () => {
    const { customStatic } = flagsOf(['--custom-static', 'a=/x,b=y=z'])
    expect(customStatic).toEqual({ a: '/x', b: 'y=z' })
  })

  it.each([
    [['--nope'], /--nope/],
    [['file'], /file/],
    [['--profile', 'old'], /--profile expects one of master, .*got 'old'/],
    [['--journal', 'off'], /--journal expects one of delete, wal; got 'off'/],
    [['--port', '99999'], /--port expects/],
    [['--max-body', '-1'], /max-body/],
    [['--custom-static', 'name'], /--custom-static expects name=dir/],
    [['--fault', 'cpu'], /--fault expects one of cpu=20%/],
    [['--fault', 'nope=1%'], /got 'nope=1%'/],
    [['--fault', 'toString=1%'], /got 'toString=1%'/],
  ])('refuse %j', (args, message) => {
    expect(() => parseFlags(args, {})).toThrow(message)
  })

  it('refuse an unknown profile from the environment, and a password for the database', () => {
    expect(() => parseFlags([], { HEARTBENCH_PROFILE: 'x' })).toThrow(/got 'x'/)
    expect(() => parseFlags([], { AW_DB_PASSWORD: 'x' })).toThrow(/AW_DB_PASSWORD/)
  })
})

describe('options', () => {
  it('are the defaults of the original', () => {
    expect(optionsOf([])).toMatchObject({
      port: 5600,
      databaseFile: '/home/u/.local/share/activitywatch/aw-server-rust/sqlite.db',
      deviceDirectory: '/home/u/.local/share/activitywatch/aw-server-rust',
      legacyDatabase: '/home/u/.local/share/activitywatch/aw-server/peewee-sqlite.v2.db',
      access: { host: '127.0.0.1', testing: false, cors: [], corsRegex: [], apiKey: '' },
      web: { webpath: undefined, customStatic: {} },
      maxBodyBytes: 1_000_000_000,
    })
  })

  it('keep the testing mode away from real data', () => {
    const flags = flagsOf(['--testing'])
    expect(optionsOf(['--testing'])).toMatchObject({
      port: 5666,
      databaseFile: expect.stringMatching(/sqlite-testing\.db$/),
      access: { testing: true },
    })
    expect(configFileOf(flags, PLACES)).toBe(
      '/home/u/.config/activitywatch/aw-server-rust/config-testing.toml',
    )
    expect(defaultPort(true)).toBe(5666)
  })

  it('come from flags before the file, and from the file before defaults', () => {
    const toml = `address = "0.0.0.0"
      port = 1
      cors = ["http://a"]
      cors_regex = ["b"]
      [auth]
      api_key = "secret"
      [custom_static]
      page = "/p"`
    expect(optionsOf([], toml)).toMatchObject({
      port: 1,
      access: { host: '0.0.0.0', cors: ['http://a'], corsRegex: ['b'], apiKey: 'secret' },
      web: { customStatic: { page: '/p' } },
    })
    const args = ['--port', '2', '--host', '127.0.0.1', '--custom-static', 'other=/o']
    expect(optionsOf(args, toml)).toMatchObject({
      port: 2,
      access: { host: '127.0.0.1', apiKey: 'secret' },
      web: { customStatic: { page: '/p', other: '/o' } },
    })
  })

  it('import nothing from the older server into a database of another place', () => {
    expect(optionsOf(['--dbpath', '/x/y.db']).legacyDatabase).toBeUndefined()
    expect(optionsOf(['--no-legacy-import']).legacyDatabase).toBeUndefined()
  })

  it('follow the directories of the desktop', () => {
    const env = { HOME: '/h', XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/k' }
    expect(placesOf(env, 'linux')).toEqual({
      data: '/d/activitywatch/aw-server-rust',
      config: '/c/activitywatch/aw-server-rust',
      logs: '/k/activitywatch/log/aw-server-rust',
      compiled: '/k/activitywatch/heartbench-compiled',
      legacyDatabase: '/d/activitywatch/aw-server/peewee-sqlite.v2.db',
    })
    expect(placesOf({ HOME: '/h' }, 'darwin').data).toBe(
      '/h/Library/Application Support/activitywatch/aw-server-rust',
    )
  })
})
