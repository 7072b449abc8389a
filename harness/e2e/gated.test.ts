// What people gate by: a profile, with its looks and its control.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createProject } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

let project: Project
beforeAll(() => {
  project = createProject({ 'heartbench.config.json': {} }, [
    { subject: 'Same', files: { 'notes.txt': 'no code changed' } },
  ])
})
beforeEach(() => project.forget())
afterEach(() => project.expectNothingLeft())
afterAll(() => project.remove())

const PROFILE = ['--profile', 'pr', '--units', '2', '--rounds', '2'] as const
const labels = async (): Promise<unknown> =>
  (await project.session()).header.targets.map(({ label, role }) => `${label} ${role}`)

it('measures the baseline twice, and says at each look what is decided', async () => {
  const { stdout, stderr } = await project.compare('old=HEAD~1', 'new=HEAD', ...PROFILE)
  expect(stderr).toMatch(/Measuring 2 units, about .* in all\./)
  expect(stderr).toMatch(/Look at 2 units: \d+ of \d+ decided/)
  expect(await labels()).toEqual(['old baseline', 'new candidate', 'control candidate'])
  expect(stdout).toContain('control (control) against old')
  expect(project.report('new')).toContain('Control: the unchanged build "control"')
  const { header } = await project.session()
  expect(header.looks).toEqual([2])
  expect(header.command).toBe(
    'heartbench compare old=HEAD~1 new=HEAD --profile pr --units 2 --rounds 2 --seed heartbench',
  )
})

it('takes a candidate of the same commit for the control', async () => {
  const { stderr } = await project.compare('main', 'HEAD', ...PROFILE)
  expect(await labels(), stderr).toEqual(['main baseline', 'HEAD candidate'])
})
