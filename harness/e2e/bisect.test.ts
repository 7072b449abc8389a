// A planted slowdown among 16 commits, some of which do not build or do not start: found by the real command, which is
// interrupted twice on the way.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invoke } from './fixtures/invocation.ts'
import type { Ended, Invocation } from './fixtures/invocation.ts'
import { createProject, SERVER } from './fixtures/project.ts'
import type { Commit, Project } from './fixtures/project.ts'
import { readSession } from '../results/read-session.ts'

const COMMITS = 16
const CULPRIT = 12
/** 8 is the first that a bisection tries. */
const NOT_BUILDING = new Set([4, 8, 9, 14])
const NOT_STARTING = 13

const serverWith = (...options: string[]) =>
  `process.argv.push(...${JSON.stringify(options)})\nawait import(${JSON.stringify(SERVER)})\n`

/** Waits, and so takes no CPU time from whatever runs beside the test, which makes neither much slower. */
const FAST = serverWith('answers-late', '--delay', '10')
const SLOW = serverWith('answers-late', '--delay', '60')

const history: Commit[] = Array.from({ length: COMMITS + 1 }, (_, number) => ({
  subject: number === 0 ? 'Start' : `Change ${number}`,
  files: {
    'server.mjs':
      number === NOT_STARTING ? serverWith('dies-at-start') : number < CULPRIT ? FAST : SLOW,
    state: NOT_BUILDING.has(number) ? 'broken' : 'works',
    'number.txt': `${number}`,
  },
}))

const CONFIG = {
  build: ['grep', '-q', 'works', 'state'],
  start: ['node', 'server.mjs', '{port}', '{db}'],
  ready: { path: '/', timeoutMs: 5000 },
}

const EDITED = { ...CONFIG, scenarios: [{ name: 'items', requests: [{ path: '/items?n=2' }] }] }

const scratch = mkdtempSync(join(tmpdir(), 'heartbench-bisect-'))
/** While it exists, servers of the variant die at the next request. */
const DEATH = join(scratch, 'death')
const DYING = { variants: { dying: { arguments: ['dies-midway', '--once', DEATH] } } }

let project: Project
beforeAll(() => {
  const configs = { 'heartbench.config.json': CONFIG, 'edited.json': EDITED, 'dying.json': DYING }
  project = createProject(configs, history)
})
afterAll(() => {
  project.remove()
  rmSync(scratch, { recursive: true })
})

const start = (...bisectArguments: string[]): Invocation =>
  invoke(['bisect', ...bisectArguments], { cwd: project.root, environment: project.environment })
const bisect = (...bisectArguments: string[]): Promise<Ended> => start(...bisectArguments).ended
const out = (): string[] => ['--out', project.out]

const WHAT = ['--scenario', 'items', '--metric', 'p50']
const files = (ending: string): string[] =>
  readdirSync(project.out).filter((name) => name.endsWith(ending))

/** Half a minute on a machine of its own. */
const LONG_MS = 150_000

describe('a planted slowdown', () => {
  it(
    'is found among commits of which some are broken, over two interruptions',
    { timeout: LONG_MS },
    async () => {
      const range = `HEAD~${COMMITS}..HEAD`
      const first = start(range, ...WHAT, '--units', '4', '--rounds', '1', ...out())
      await first.says('Unit 2/4 · measuring')
      first.kill('SIGINT')
      const interrupted = await first.ended
      expect(interrupted.code, interrupted.stderr).toBe(130)
      const file = /Resume it with: heartbench bisect --resume (\S+)/.exec(interrupted.stderr)![1]!

      const edited = await bisect('--resume', file, '--config', 'edited.json')
      expect(edited.code, edited.stderr).toBe(2)
      expect(edited.stderr).toContain('these are others now: what the scenario asks.')

      const second = start('--resume', file)
      await second.says('Bisecting: 4 commits left to test after this (roughly 3 steps)')
      second.kill('SIGINT')
      expect(await second.ended).toMatchObject({ code: 130 })

      const { code, stdout, stderr } = await bisect('--resume', file)
      expect(code, stderr).toBe(0)
      expect(stderr).toMatch(/Known so far:\n\[ends\] head against base: slower, [3456]\.\d+× \[/)
      expect(stdout).toMatch(/^[0-9a-f]{40} is the first slower commit\nAuthor: Test <test@exam/)
      expect(stdout).toContain(`\n    Change ${CULPRIT}\n`)
      expect(stdout).toMatch(/against [0-9a-f]+, the commit before it: slower, [3456]\.\d+× \[/)
      expect(stdout).toMatch(/Skipped: 3 commits\n.*Change 8 \(.*it failed with exit code 1\)/)
      expect(stdout).toMatch(/Change 13 \(The server ended with code 3 before it was ready\)/)
      await project.expectNothingLeft()

      const told = JSON.parse((await bisect('--resume', file, '--json')).stdout) as Told
      expect(told).toMatchObject({ outcome: 'found', exitCode: 0, commits: COMMITS })
      expect(told.found.subject).toBe(`Change ${CULPRIT}`)
      expect(told.tried.map(({ answer }) => answer).toSorted()).toEqual(EXPECTED_ANSWERS)
      const spent = [told.ends, ...told.tried].reduce((sum, { risk }) => sum + risk, 0)
      expect(spent).toBeLessThanOrEqual(0.05)
      // Ordinary sessions, each of which can be read by itself.
      expect(files('.bisect.jsonl')).toHaveLength(1)
      const [ends] = files('-1-ends.session.jsonl')
      const { header, end } = await readSession(join(project.out, ends!))
      expect(header.targets.map(({ label }) => label)).toEqual(['base', 'head'])
      expect(end).toMatchObject({ state: 'finished' })
    },
  )
})

describe('ends of which one dies', () => {
  it('are measured anew when the bisection goes on, in a file of their own', async () => {
    const places = ['--config', 'dying.json', '--out', join(project.out, 'dying')]
    const first = start('HEAD~1..HEAD:dying', ...WHAT, '--units', '4', ...places)
    await first.says('Unit 1/4 · measuring')
    writeFileSync(DEATH, '')
    const failed = await first.ended
    expect(failed.code, failed.stderr).toBe(5)
    rmSync(DEATH)

    const again = /Resume it with: heartbench bisect (.+)/.exec(failed.stderr)![1]!.split(' ')
    const { code, stderr } = await bisect(...again)
    // The same server twice; that chance makes one slower is no matter here.
    expect([0, 7, 8], stderr).toContain(code)
    expect(stderr).toContain('[ends] head against base: ')
    const sessions = readdirSync(join(project.out, 'dying')).filter((name) => name.includes('ends'))
    expect(sessions.map((name) => name.replace(/^.*-1-/, '')).toSorted()).toEqual([
      'ends-attempt-2.session.jsonl',
      'ends.session.jsonl',
    ])
  })
})

interface Told {
  readonly found: { readonly subject: string }
  readonly ends: { readonly risk: number }
  readonly tried: readonly { readonly answer: string; readonly risk: number }[]
}

const EXPECTED_ANSWERS = ['changed', 'same', 'skip', 'skip', 'skip']
