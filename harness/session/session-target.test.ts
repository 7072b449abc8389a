import { describe, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import type { Build } from '../refs/ref.ts'
import { targetSchema } from '../results/schema.ts'
import { composeTarget } from './session-target.ts'
import type { ComposeRequest } from './session-target.ts'

const BUILD: Build = {
  key: 'k',
  directory: '/cache/builds/k',
  commit: 'c'.repeat(40),
  shortId: 'ccccccc',
  subject: 'First',
  committedAt: '2026-01-01T00:00:00Z',
  dirty: true,
  reused: false,
  logFile: '/cache/builds/k.log',
}
const CONFIG = {
  start: ['node', 'server.mjs', '--port', '{port}'],
  environment: { MODE: 'config', LEVEL: 'config' },
  variants: { fast: { arguments: ['--fast'], environment: { LEVEL: 'variant' } } },
  faultArguments: ['--fault', 'injected:{fault}'],
  firstAnswer: { path: '/first' },
  scenarios: [{ name: 'items', requests: [{ path: '/' }] }],
}
const REQUEST: ComposeRequest = {
  name: { label: 'main', ref: 'main' },
  build: BUILD,
  role: 'baseline',
  faults: [],
  environment: { PATH: '/bin', HOME: '/home/x', MODE: 'inherited' },
}

const compose = (changes: Partial<ComposeRequest> = {}, config: object = {}) =>
  composeTarget(parseConfig('FILE', { ...CONFIG, ...config }), { ...REQUEST, ...changes })

describe('a target', () => {
  it('runs the start command in its build, whose tools come first', () => {
    const { spec, info, directory } = compose()
    expect(spec).toMatchObject({
      command: CONFIG.start,
      cwd: BUILD.directory,
      ready: { path: '/', expectStatus: 200 },
      firstAnswer: { path: '/first' },
      stop: { signal: 'SIGTERM' },
    })
    expect(spec.environment['PATH']).toBe(`${BUILD.directory}/node_modules/.bin:/bin`)
    expect(directory).toBe(BUILD.directory)
    expect(targetSchema.parse(info)).toEqual({
      label: 'main',
      role: 'baseline',
      input: 'main',
      commit: BUILD.commit,
      subject: 'First',
      dirty: true,
      build: 'k',
      start: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    })
  })

  it('takes its environment from the variant, then the config, then what is inherited', () => {
    const { spec, info } = compose({ name: { label: 'f', ref: '.', variant: 'fast' } })
    expect(spec.command).toEqual([...CONFIG.start, '--fast'])
    expect(spec.environment).toMatchObject({ HOME: '/home/x', MODE: 'config', LEVEL: 'variant' })
    expect(info).toMatchObject({ label: 'f', input: '.:fast', variant: 'fast' })
  })

  it('gets its faults by the arguments the config names, after those of the variant', () => {
    const name = { label: 'f', ref: '.', variant: 'fast' }
    const { spec, info } = compose({ name, faults: ['cpu=20%', 'leak=1'] })
    expect(spec.command.slice(CONFIG.start.length)).toEqual([
      '--fast',
      '--fault',
      'injected:cpu=20%',
      '--fault',
      'injected:leak=1',
    ])
    expect(info.fault).toBe('cpu=20%, leak=1')
  })

  it('is refused with a variant that is not there, or a fault that cannot reach it', () => {
    const name = { label: 'f', ref: '.', variant: 'fsat' }
    expect(() => compose({ name })).toThrow(UsageError)
    expect(() => compose({ name })).toThrow('".:fsat", which has: fast.')
    expect(() => compose({ faults: ['cpu=1%'] }, { faultArguments: undefined })).toThrow(
      'Expected faultArguments in the config',
    )
  })
})
