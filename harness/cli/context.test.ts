import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheDirectory, useColor } from './context.ts'
import type { Context } from './context.ts'
import { main } from './main.ts'
import { serverEnvironment } from './prepare-targets.ts'
import { toolVersion } from './tool-version.ts'

const TERMINAL = { write: () => true, isTTY: true }
const PIPE = { write: () => true }

function context(environment: NodeJS.ProcessEnv) {
  const written = { out: '', err: '' }
  const value: Context = {
    directory: import.meta.dirname,
    environment,
    stdout: { write: (text) => void (written.out += text) },
    stderr: { write: (text) => void (written.err += text) },
  }
  return { value, written }
}

describe('colour', () => {
  it('is for terminals, unless NO_COLOR or a dumb terminal says no', () => {
    expect(useColor(TERMINAL, { TERM: 'xterm' })).toBe(true)
    expect(useColor(PIPE, { TERM: 'xterm' })).toBe(false)
    expect(useColor(TERMINAL, { TERM: 'dumb' })).toBe(false)
    expect(useColor(TERMINAL, { NO_COLOR: '1' })).toBe(false)
    expect(useColor(TERMINAL, { NO_COLOR: '' })).toBe(true)
  })

  it('can be forced, but never against NO_COLOR', () => {
    expect(useColor(PIPE, { FORCE_COLOR: '1' })).toBe(true)
    expect(useColor(PIPE, { FORCE_COLOR: '0' })).toBe(false)
    expect(useColor(PIPE, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
  })
})

describe('the cache directory', () => {
  it('is named by HEARTBENCH_CACHE, else by XDG_CACHE_HOME, else in the home', () => {
    const all = { HEARTBENCH_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' }
    expect(cacheDirectory(context(all).value)).toBe('/a')
    expect(cacheDirectory(context({ ...all, HEARTBENCH_CACHE: '' }).value)).toBe('/b/heartbench')
    expect(cacheDirectory(context({ HOME: '/c' }).value)).toMatch(/^\/c\/.*heartbench$/)
  })
})

describe('a cache directory that cannot be written', () => {
  it('is refused before anything is made', async () => {
    const { value, written } = context({ HEARTBENCH_CACHE: import.meta.filename })
    expect(await main(['snapshot', 'make', '--scale', 'tiny'], value)).toBe(2)
    expect(written.err).toBe(
      `error: Expected a directory to write to at ${import.meta.filename}, but ${import.meta.filename} is not a directory. Name another in the variable HEARTBENCH_CACHE.\n`,
    )
  })
})

describe('what servers inherit', () => {
  it('is enough to find programs and a home, and nothing that tunes a runtime', () => {
    const environment = { HOME: '/home/x', PATH: '/bin', NODE_OPTIONS: '--inspect', TOKEN: 's' }
    const inherited = serverEnvironment(context(environment).value)
    expect(Object.keys(inherited).sort()).toEqual(['HOME', 'PATH'])
    expect(inherited['PATH']).toMatch(/:\/bin$/)
  })
})

describe('the command line', () => {
  it('tells the version of the package', async () => {
    const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')
    expect(toolVersion()).toBe((JSON.parse(manifest) as { version: string }).version)
    const { value, written } = context({})
    expect(await main(['--version'], value)).toBe(0)
    expect(written).toEqual({ out: `${toolVersion()}\n`, err: '' })
  })

  it('helps on stdout when asked, on stderr with 2 when nothing was asked', async () => {
    const asked = context({})
    expect(await main(['compare', '--help'], asked.value)).toBe(0)
    expect(asked.written.out).toContain('[label=]ref[:variant]')
    const nothing = context({})
    expect(await main([], nothing.value)).toBe(2)
    expect(nothing.written.err).toContain('Usage: heartbench')
  })

  it.each([
    [['comapre'], /unknown command 'comapre'\n\(Did you mean compare\?\)/],
    [['compare', '--unit', '3'], /unknown option '--unit'\n\(Did you mean --units\?\)/],
    [['compare', '--units', '0'], /--units <n>' argument '0' is invalid\. Expected a whole number/],
    [['compare', '--budget=0s'], /--budget <span>' .* Expected a time such as 90s, 15min or 2h/],
    [['compare', '--budget=-5min'], /argument '-5min' is invalid/],
    [['compare', '--budget=15'], /argument '15' is invalid/],
    [['report'], /missing required argument 'sessions'/],
    [['report', 'no.session.jsonl'], /Expected a session file at .*no\.session\.jsonl/],
    [
      ['report', 'x.jsonl', '--out', 'main.ts/x'],
      /main\.ts is not a directory\. Name another with/,
    ],
    [
      ['snapshot', 'make', '--scale', 'huge'],
      /Expected --scale tiny, small, golden, xl, got "huge"/,
    ],
  ])('refuses %j with 2 and a word on what to do', async (argv, message) => {
    const { value, written } = context({})
    expect(await main(argv, value)).toBe(2)
    expect(written.err).toMatch(message)
    expect(written.out).toBe('')
  })
})
