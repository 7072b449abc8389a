// The whole of `heartbench calibrate` on a tiny server, with everything scaled down: rates mean nothing here.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { invoke } from './fixtures/invocation.ts'
import type { Invocation } from './fixtures/invocation.ts'
import { createProject, SERVER } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

let project: Project
afterEach(() => project.remove())

const CONFIG = {
  start: ['node', SERVER, '{port}', '{db}', 'well-behaved'],
  // A fault of this server is CPU time per request: `--fault 2` burns 2 ms.
  faultArguments: ['--slow', '{fault}'],
  reports: 'out',
}

function calibrate(...options: string[]): Invocation {
  const { root, out, environment } = project
  const folder = join(out, 'calibration')
  const brief = ['--brief', '--minutes', '5', '--draws', '3', '--profile', 'quick']
  return invoke(['calibrate', 'HEAD', ...brief, '--out', folder, ...options], {
    cwd: root,
    environment,
  })
}

it('measures, goes on where it was interrupted, and keeps what sessions then carry', async () => {
  project = createProject({ 'heartbench.config.json': CONFIG })
  const first = calibrate('--fault', '2')
  await first.says('Session 2 of 2')
  first.kill('SIGINT')
  const broken = await first.ended
  expect(broken.code, broken.stderr).toBe(130)
  expect(broken.stderr).toContain('The same command goes on from here.')

  const second = await calibrate('--fault', '2').ended
  expect(second.code, second.stderr).toBe(0)
  expect(second.stderr).toContain('Sessions to measure: 1, 1 measured already.')
  expect(second.stdout).toContain('Calibration of this machine')
  expect(second.stdout).toMatch(/^2 +3 drawn of \d+ +\d/m)
  const folder = join(project.out, 'calibration')
  expect(readdirSync(folder).sort()).toEqual([
    'calibration.json',
    'calibration.jsonl',
    'calibration.md',
    'sessions',
  ])
  expect(readFileSync(join(folder, 'calibration.md'), 'utf8')).toContain('## Planted changes')

  const again = await invoke(['calibrate', '--from', folder, '--draws', '3', '--format', 'json'], {
    cwd: project.root,
    environment: project.environment,
  }).ended
  const { places } = JSON.parse(again.stdout)
  expect(places[0]).toMatchObject({ scenario: 'items', metric: 'p50', marginRatio: 0.05 })

  const compared = await project.compare('one=HEAD', 'two=HEAD')
  expect(compared.stderr).not.toContain('calibration')
  const { header } = await project.session()
  expect(header.calibration).toMatchObject({ draws: 3, targets: 3 })
  const carried = header.calibration!.places.map(({ scenario, metric }) => `${scenario} ${metric}`)
  expect(carried).toContain('items p50')
  await project.expectNothingLeft()
})

it('refuses what cannot be measured before anything is built', async () => {
  project = createProject({ 'heartbench.config.json': { ...CONFIG, faultArguments: undefined } })
  const refused = await Promise.all([
    calibrate('--fault', 'cpu=3%').ended,
    calibrate('--scenario', 'nothing').ended,
    calibrate('--draws', '0').ended,
  ])
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2])
  const said = refused.map(({ stderr }) => stderr).join('')
  expect(said).toContain('Expected faultArguments in')
  expect(said).toContain('Expected --scenario to name one of items')
  expect(said).toContain('Expected --draws of 1 or more')
})
