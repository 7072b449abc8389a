import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject, ROOT } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

const QUICK = { ready: { path: '/', timeoutMs: 1200 }, scenarios: [ROOT] }
const CONFIGS = {
  'heartbench.config.json': {
    variants: {
      good: {},
      other: { arguments: ['answers-differently'] },
      'dies-first': { arguments: ['dies-midway', '--from-start', '2', '--after', '10'] },
      'dies-later': { arguments: ['dies-midway', '--from-start', '3', '--after', '10'] },
      'dies-rehearsing': { arguments: ['dies-midway', '--after', '10'] },
    },
    stop: { timeoutMs: 200 },
  },
  'root.json': { stop: { timeoutMs: 200 }, scenarios: [ROOT] },
  'quick.json': QUICK,
  'missing.json': { scenarios: [{ name: 'missing', requests: [{ path: '/missing' }] }] },
  'mistyped.json': { ...QUICK, scenaros: [] },
  'build-fails.json': { build: ['sh', '-c', 'echo the compiler said no; exit 3'] },
}

let project: Project
beforeAll(() => {
  project = createProject(CONFIGS)
})
beforeEach(() => project.forget())
afterAll(() => project.remove())

describe('a mistake on the command line or in the config ends with 2 before anything is built', () => {
  it.each([
    ['ref', ['main', 'mian'], /got "mian"\. Did you mean main\?/],
    [
      'flag',
      ['main', 'x=main', '--unit', '3'],
      /unknown option '--unit'\n\(Did you mean --units\?\)/,
    ],
    ['number', ['main', 'x=main', '--units', 'six'], /--units .*'six' is invalid.*whole number/],
    [
      'config',
      ['main', 'x=main', '-c', 'no.json'],
      /Expected a config file at .*no\.json, found none/,
    ],
    ['config key', ['main', 'x=main', '-c', 'mistyped.json'], /mistyped\.json.*\n.*"scenaros"/],
    [
      'variant',
      ['main', 'main:goood'],
      /Expected a variant of the config in "main:goood".* has: good/,
    ],
    ['scenario', ['main', 'x=main', '-s', 'itms'], /name one of items; got "itms"/],
    ['snapshot', ['main', 'x=main', '--snapshot', 'no.db'], /snapshot file at .*no\.db/],
    [
      'output',
      ['main', 'x=main', '--out', 'data.db/x'],
      /data\.db is not a directory\. Name another/,
    ],
    ['single ref', ['main'], /at least two refs to compare, got 1/],
    ['label twice', ['main', 'main'], /both called "main".*for example "control=main"/],
    ['fault', ['main', 'x=main', '--fault', 'cpu=20%'], /Expected faultArguments in the config/],
  ])('unknown %s', async (_what, compareArguments, message) => {
    const { code, stdout, stderr } = await project.compare(...compareArguments)
    expect(stderr).toMatch(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).not.toMatch(/bug in heartbench|Build of/)
    expect(project.reports()).toEqual([])
    await project.expectNothingLeft()
  })
})

describe('a build that fails', () => {
  it('ends with 5, the end of its log, and where the whole log is', async () => {
    const { code, stderr } = await project.compare('main', 'x=main', '-c', 'build-fails.json')
    expect(stderr).toMatch(/Expected "sh -c .*" to succeed .* failed with exit code 3/)
    expect(stderr).toContain('| the compiler said no')
    const log = /whole output is in (.*\.log)\./.exec(stderr)![1]!
    expect(readFileSync(log, 'utf8')).toContain('the compiler said no')
    expect(code).toBe(5)
    expect(existsSync(log.replace(/\.log$/, ''))).toBe(false)
    await project.expectNothingLeft()
  })
})

describe('a server that does not start ends the command with 5', () => {
  it.each([
    [
      'never-listens',
      /"main-never-listens".*Expected the server to accept connections.*raise ready/s,
    ],
    ['dies-at-start', /"main-dies-at-start".*ended with code 3 .*\| cannot open the database/s],
    ['always-500', /"main-always-500".*Expected GET \/ to answer 200, but it answered 500/s],
  ])('%s', async (behaviour, message) => {
    const { code, stderr } = await project.compare('main', `main:${behaviour}`, '-c', 'quick.json')
    expect(stderr).toMatch(message)
    expect(code).toBe(5)
    await project.expectNothingLeft()
  })
})

describe('a server that dies midway ends the command with 5', () => {
  it('and keeps the units before, readable and reported', async () => {
    const { code, stdout, stderr } = await project.compare('main:good', 'main:dies-later')
    expect(stderr).toMatch(/Expected "main-dies-later" to run until .* ended with exit code 7/)
    expect(stderr).toContain('| out of memory (pretended)')
    expect(code).toBe(5)
    const { units, end } = await project.session()
    expect(units.map(({ state }) => state)).toEqual(['complete', 'void'])
    expect(end).toMatchObject({ state: 'failed' })
    expect(stdout).toContain('main-dies-later')
    expect(project.report('main-dies-later')).toContain('ended with exit code 7')
    await project.expectNothingLeft()
  })

  it('also when it dies in the first unit, so that there is nothing to compare', async () => {
    const { code, stderr } = await project.compare('main:good', 'main:dies-first')
    expect(stderr).toMatch(/Expected "main-dies-first" to run until .* ended with exit code 7/)
    expect(code).toBe(5)
    expect((await project.session()).units).toMatchObject([{ state: 'void' }])
    await project.expectNothingLeft()
  })

  it('also when it dies in the rehearsal, where nothing is measured yet', async () => {
    const { code, stderr } = await project.compare('main:good', 'main:dies-rehearsing')
    expect(stderr).toMatch(/Expected "main-dies-rehearsing" to run until .* ended with exit code 7/)
    expect(code).toBe(5)
    expect(project.reports()).toEqual([])
    await project.expectNothingLeft()
  })
})

describe('answers', () => {
  it('that differ from the baseline end with 4, naming request, place, expected and got', async () => {
    const { code, stdout } = await project.compare('main:good', 'main:other')
    expect(flat(stdout)).toMatch(
      /"main-other" answers GET \/items\?n=20 \(items\) differently from the baseline: at byte \d+ of \d+ expected .*item 1.*got .*another/,
    )
    expect(code).toBe(4)
    expect(project.report('main-other')).toContain('differently from the baseline')
    await project.expectNothingLeft()
  })

  it('that always have a wrong status end with 4, whichever target gives them', async () => {
    const { code, stdout } = await project.compare('main', 'x=main', '-c', 'missing.json')
    expect(flat(stdout)).toMatch(
      /answered GET \/missing \(missing\) with status 404, expected status 2xx/,
    )
    expect(code).toBe(4)
    await project.expectNothingLeft()
  })

  it('that fail sometimes make the speed invalid and end with 3', async () => {
    const { code, stdout } = await project.compare('main', 'main:sometimes-500', '-c', 'root.json')
    expect(flat(stdout)).toMatch(/requests of root failed on "main-sometimes-500".*status-500/)
    expect(code).toBe(3)
    expect((await project.session()).end?.state).toBe('finished')
    await project.expectNothingLeft()
  })
})

describe('a server that ignores SIGTERM', () => {
  it('is killed, and ends the command with 5; what was measured is kept', async () => {
    const twice = ['main:ignores-sigterm', 'aa=main:ignores-sigterm']
    const { code, stdout } = await project.compare(...twice, '-c', 'root.json')
    expect(flat(stdout)).toMatch(
      /"aa" was still running 200 ms after SIGTERM in unit 1 and was killed. Expected it to exit; handle SIGTERM or set stop.signal/,
    )
    expect(code).toBe(5)
    const { units, end } = await project.session()
    expect(units.map(({ state }) => state)).toEqual(['complete', 'complete'])
    expect(end?.state).toBe('finished')
    expect(project.report('aa')).toContain('root')
    await project.expectNothingLeft()
  })
})

describe('the cache', () => {
  it('keeps builds, and nothing of a failed one but its log', () => {
    const names = readdirSync(join(project.cache, 'builds'))
    const complete = names.filter((name) => name.endsWith('.json'))
    expect(complete).not.toEqual([])
    for (const name of complete) expect(names).toContain(name.replace(/\.json$/, ''))
  })
})

/** Without the line breaks of a narrow terminal. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
