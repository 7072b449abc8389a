// `--cpu-profiles` with real commits: what made the candidate slower comes first in its reports.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseCpuProfile } from '../cpu-profiles/cpuprofile.ts'
import { createProject } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

/** Ends like most small servers: killed by SIGTERM, for which it has no handler. */
const serverOf = (turns: number) => `
import { createServer } from 'node:http'

function spinTheWheel(turns) {
  let sum = 0
  for (let i = 0; i < turns; i++) sum += Math.sqrt(sum + i)
  return sum
}

createServer((request, response) => {
  response.end(spinTheWheel(${turns}) > 0 ? 'ok' : '')
}).listen(Number(process.argv[2]), '127.0.0.1')
`

let project: Project
beforeAll(() => {
  const config = {
    start: ['node', 'server.mjs', '{port}'],
    units: 3,
    scenarios: [{ name: 'root', requests: [{ path: '/' }] }],
    cpuProfiles: { seconds: 0.4 },
  }
  const python = { ...config, start: ['python3', 'server.py', '{port}'] }
  project = createProject({ 'heartbench.config.json': config, 'python.json': python }, [
    { subject: 'Spin a little', files: { 'server.mjs': serverOf(50_000) } },
    { subject: 'Spin much', files: { 'server.mjs': `// A line more.\n${serverOf(2_000_000)}` } },
  ])
})
afterAll(() => project.remove())

it('profiles both builds of a changed row, and names the function that made it slower first', async () => {
  const { code, stderr } = await project.compare('old=HEAD~1', 'new=HEAD', '--cpu-profiles')
  expect(code, stderr).toBe(1)
  expect(stderr).toContain('CPU profiles taken of root.')
  const session = await project.session()
  expect(session.header.command).toContain('--cpu-profiles')
  const [profile] = session.cpuProfiles!
  const [before, after] = profile!.targets.map(({ functions }) => functions[0])
  expect(before).toMatchObject({ name: 'spinTheWheel', file: 'server.mjs', line: 4 })
  expect(after).toMatchObject({ name: 'spinTheWheel', file: 'server.mjs', line: 5 })
  for (const file of profile!.targets.flatMap(({ files }) => files)) {
    const path = join(project.out, file)
    expect(existsSync(path)).toBe(true)
    expect(parseCpuProfile(readFileSync(path, 'utf8'), file).samples.length).toBeGreaterThan(50)
  }
  expect(project.report('new')).toMatch(/## Where the time went\n[^]*root: spinTheWheel \+\d/)
  const page = readFileSync(join(project.out, 'new.html'), 'utf8')
  expect(page).toMatch(/<table class="own-times">[^]*?<tbody>\s*<tr>\s*<th[^>]*><code>spinTheWheel/)
  await project.expectNothingLeft()
})

it('refuses before anything is built where no profiler is known', async () => {
  project.forget()
  const { code, stderr } = await project.compare(
    'HEAD~1',
    'HEAD',
    '--cpu-profiles',
    '-c',
    'python.json',
  )
  expect(code).toBe(2)
  expect(stderr).toContain('Expected cpuProfiles.profiler in the config')
  expect(project.reports()).toEqual([])
})
