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

const labels = async (): Promise<unknown> =>
  (await project.session()).header.targets.map(({ label, role }) => `${label} ${role}`)

it('measures the baseline twice', async () => {
  const { stdout, stderr } = await project.compare('old=HEAD~1', 'new=HEAD', '--strict')
  expect(await labels(), stderr).toEqual(['old baseline', 'new candidate', 'control candidate'])
  // In a table or, where a long outcome leaves no room for one, in a line of its own that begins with a sign.
  expect(stdout).toMatch(/^(. )?control \(control\) /m)
  expect(project.report('new')).toContain('**Control:** the unchanged build "control"')
  expect((await project.session()).header.command).toContain(
    'heartbench compare old=HEAD~1 new=HEAD --strict --units 2',
  )
})

it('takes a candidate of the same commit for the control, and says at a look what is decided', async () => {
  const profile = ['--profile', 'quick', '--units', '2', '--rounds', '1']
  const { stderr } = await project.compare('main', 'HEAD', ...profile)
  expect(await labels(), stderr).toEqual(['main baseline', 'HEAD candidate'])
  expect((await project.session()).header.looks).toEqual([2])
  expect(stderr).toMatch(/Measuring 2 units, about .* in all\./)
  expect(stderr).toContain('Look at 2 units: nothing there that gates.')
})
