// The gate with real servers: measured by its rules, judged again without any.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { invoke } from './fixtures/invocation.ts'
import { createProject, SERVER, STEADY } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

const GATE = { unclear: 'pass', budgets: ['ready <= 20 s', 'p50 <= 10 s'] }

let project: Project
beforeAll(() => {
  project = createProject(
    {
      'heartbench.config.json': {
        gate: GATE,
        start: ['node', SERVER, '{port}', '{db}', ...STEADY],
      },
      'build-fails.json': { build: ['sh', '-c', 'echo the compiler said no; exit 3'] },
    },
    [{ subject: 'Same', files: { 'notes.txt': 'no code changed' } }],
  )
})
afterAll(() => project.remove())

const gate = (argv: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  invoke(['gate', ...argv], { cwd: project.root, environment: { ...project.environment, ...more } })
    .ended

it('measures by the rules of the config, and judges again without builds', async () => {
  const sizes = ['--profile', 'quick', '--units', '2', '--rounds', '1', '--out', project.out]
  // Of a hundred sessions with a control, chance makes one invalid.
  const options = [...sizes, '--no-control', '--no-github']
  const first = await gate(['old=HEAD~1', 'new=HEAD', ...options])
  expect(first.stdout, first.stderr).toMatch(/Gate: passed\n/)
  expect(first.code).toBe(0)
  expect(first.stdout).toMatch(/ready of new +≤ 20\.0 s/)
  const { header } = await project.session()
  expect(header.targets.map(({ label }) => label)).toEqual(['old', 'new'])
  expect(header.looks).toEqual([2])
  expect(header.gate?.budgets).toHaveLength(2)
  expect(header.command).toContain('heartbench gate old=HEAD~1 new=HEAD --profile quick')
  await project.expectNothingLeft()
  const again = await gate(['--from', project.sessionFile(), '--no-github'])
  expect(again.code, again.stderr).toBe(0)
  expect(again.stdout.slice(again.stdout.indexOf('Gate: '))).toBe(
    first.stdout.slice(first.stdout.indexOf('Gate: ')),
  )
})

it('is red when a build fails, and says so on GitHub, too', async () => {
  const output = join(project.root, '..', 'output')
  const { code, stdout } = await gate(['HEAD~1', 'HEAD', '-c', 'build-fails.json'], {
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: `${output}.md`,
  })
  expect(code).toBe(5)
  expect(stdout).toMatch(/^::error title=heartbench%3A no outcome::Expected "sh -c .*" to succeed/m)
  expect(readFileSync(output, 'utf8')).toContain('exit-code=5\nverdict=target-failed\n')
  expect(readFileSync(`${output}.md`, 'utf8')).toContain('the compiler said no')
  expect(existsSync(join(project.out, 'HEAD.md'))).toBe(false)
})
