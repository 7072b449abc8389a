// A server in another language, with nothing but the standard library of Python: everything goes through the config.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createProject } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'
import { invoke } from './fixtures/invocation.ts'

let project: Project
afterEach(() => project.remove())

const FAST = readFileSync(join(import.meta.dirname, 'servers/sums.py'), 'utf8')
const SLOW = FAST.replace('TERMS = 2_000', 'TERMS = 100_000')

const CONFIG = {
  start: ['python3', 'server.py', '{port}'],
  environment: { PYTHONUNBUFFERED: '1' },
  variants: {},
  snapshot: undefined,
  ready: { path: '/health', timeoutMs: 20_000 },
  units: 6,
  scenarios: [{ name: 'sum', requests: [{ path: '/sum' }] }],
}

const COMMITS = [
  { subject: 'Sum', files: { 'server.py': FAST } },
  { subject: 'Sum fifty times as much', files: { 'server.py': SLOW } },
]

describe('a server in Python', () => {
  it('of which one commit is much slower: it is found, exit code 1', async () => {
    expect(SLOW).not.toBe(FAST)
    project = createProject({ 'heartbench.config.json': CONFIG }, COMMITS)
    const { code, stdout, stderr } = await project.compare('before=HEAD~1', 'after=HEAD')
    expect(code, stderr).toBe(1)
    expect(stdout).toMatch(/p50 of sum on after is .*slower/)
    const { header, units } = await project.session()
    expect(header.targets.map(({ subject }) => subject)).toEqual(COMMITS.map((one) => one.subject))
    expect(header.answers.map(({ state }) => state)).toEqual(['same', 'same'])
    expect(units.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'complete'))
    await project.expectNothingLeft()
  })

  it('gets a config from init that the doctor has nothing against', async () => {
    project = createProject({ 'unused.json': {} }, COMMITS)
    const run = async (...argv: string[]) =>
      await invoke(argv, { cwd: project.root, environment: project.environment }).ended
    const made = await run('init')
    expect(made.code, made.stderr).toBe(0)
    expect(made.stdout).toBe(
      'heartbench.config.json\n.github/workflows/heartbench.yml\n.github/workflows/heartbench-comment.yml\n',
    )
    const again = await run('init')
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--force overwrites')])
    const { code, stdout, stderr } = await run('doctor', '--project')
    expect(code, stdout + stderr).toBe(0)
    expect(stdout.replaceAll(/\d+(\.\d+)? (ms|s)\b/g, 'N ms')).toMatchInlineSnapshot(`
      "✔ Config         heartbench.config.json
                       Scenarios: sum.
      ✔ Git            3 commits
                       Refs can be built.
      ✔ Refs           main, .
                       All of them are commits.
      ✔ Port           PORT={port}
                       The server is told its port.
      ✔ Lock file      nothing is installed
                       Builds get the same dependencies where they ask for the same.
      ✔ Build          the working tree
                       install and build went through.
      ✔ Start          ready after N ms
                       The ready path answered on the port that was given.
      ✔ Answers        sum: the same twice, N ms a request
                       Two processes of one build answer alike.
      ✔ Stop           after N ms
                       It stops when asked to.

      ✔ ok   ! caution   ✖ bad   – not measured
      Ready to compare.
      "
    `)
  })
})
