import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../test-server.ts'
import { defaultConfig, parseConfig, readConfigFile } from './config-file.ts'
import { deviceIdIn } from './device-id.ts'
import { openLogFile } from './log-file.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the configuration file', () => {
  it('is made with all defaults commented out when it is missing', () => {
    const file = join(folder, 'new', 'config.toml')
    expect(readConfigFile(file, 5600)).toEqual({ ...parseConfig('', file), customStatic: {} })
    expect(readFileSync(file, 'utf8')).toBe(defaultConfig(5600))
    const settings = defaultConfig(5600).replaceAll('#', '')
    expect(parseConfig(settings, file)).toMatchObject({
      address: '127.0.0.1',
      port: 5600,
      cors: [],
      corsRegex: [],
      apiKey: '',
      unknown: [],
    })
  })

  it('is read, and not written, when it is there', () => {
    const file = join(folder, 'config.toml')
    writeFileSync(file, 'address = "192.168.0.1"\nport = 80\n')
    expect(readConfigFile(file, 5600)).toMatchObject({ address: '192.168.0.1', port: 80 })
    expect(readFileSync(file, 'utf8')).toBe('address = "192.168.0.1"\nport = 80\n')
  })

  it('names keys that mean nothing, and goes on', () => {
    const { unknown } = parseConfig('prot = 1\n[auth]\nkey = "x"\n', 'c.toml')
    expect(unknown).toEqual(['prot', 'auth.key'])
  })

  it.each([
    ['port = "80"', 'c.toml: port expects a number from 0 to 65535; got "80"'],
    ['port = 70000', 'c.toml: port expects a number from 0 to 65535; got 70000'],
    ['cors = "http://a"', 'c.toml: cors expects an array of strings; got "http://a"'],
    ['auth = 1', 'c.toml: auth expects a table; got 1'],
    ['[auth]\napi_key = 1', 'c.toml: auth.api_key expects a string; got 1'],
    ['[custom_static]\na = 1', 'c.toml: custom_static expects a table of strings; got {"a":1}'],
  ])('refuses %j', (toml, message) => {
    expect(() => parseConfig(toml, 'c.toml')).toThrow(message)
  })

  it('tells where it is broken', () => {
    expect(() => parseConfig('port = \n', 'c.toml')).toThrow(/^c\.toml:1:\d+: /)
  })
})

describe('the id of the device', () => {
  it('is made once and kept', () => {
    const id = deviceIdIn(join(folder, 'data'))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(deviceIdIn(join(folder, 'data'))).toBe(id)
    expect(readFileSync(join(folder, 'data', 'device_id'), 'utf8')).toBe(id)
  })
})

describe('the log file', () => {
  it('does without a directory that cannot be made', () => {
    writeFileSync(join(folder, 'file'), '')
    const troubles: string[] = []
    const log = openLogFile(join(folder, 'file', 'log'), (message) => troubles.push(message))
    log.write('line')
    log.close()
    expect(troubles).toEqual([expect.stringMatching(/^No log file is written: /)])
    expect(existsSync(join(folder, 'file', 'log'))).toBe(false)
  })
})
