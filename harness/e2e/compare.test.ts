import { afterEach, describe, expect, it } from 'vitest'
import { createProject, SERVER, STEADY } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

let project: Project
afterEach(() => project.remove())

const serverWith = (...options: string[]) =>
  `process.argv.push(...${JSON.stringify(options)})\nawait import(${JSON.stringify(SERVER)})\n`

const FAST = { 'server.mjs': serverWith('well-behaved') }
const EQUAL = { 'server.mjs': serverWith(...STEADY) }
const SLOW = { 'server.mjs': serverWith('well-behaved', '--slow', '5') }
const CONFIG = { start: ['node', 'server.mjs', '{port}', '{db}'] }

describe('two commits', () => {
  it('of which one is much slower: names it in summary and report, and ends with 1', async () => {
    const config = { ...CONFIG, units: 6, rounds: 3 }
    project = createProject({ 'heartbench.config.json': config }, [
      { subject: 'Fast', files: FAST },
      { subject: 'Slow', files: SLOW },
    ])
    const { code, stdout, stderr } = await project.compare('before=HEAD~1', 'after=HEAD')
    expect(code, stderr).toBe(1)
    expect(stdout).toMatch(/after against before: Slower/)
    expect(stdout).toMatch(/p50 of items on after is .*slower/)
    expect(project.report('after')).toContain('slower')
    const { header, units, end } = await project.session()
    expect(header.targets.map(({ subject }) => subject)).toEqual(['Fast', 'Slow'])
    expect(units.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'complete'))
    expect(end?.state).toBe('finished')
    await project.expectNothingLeft()
  })

  it('that are equal: ends with 0, with data on stdout and everything else on stderr', async () => {
    project = createProject({ 'heartbench.config.json': CONFIG }, [
      { subject: 'One', files: EQUAL },
      { subject: 'Same', files: { 'notes.txt': 'no code changed' } },
    ])
    const { code, stdout, stderr } = await project.compare('before=HEAD~1', 'after=HEAD')
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^\S+ after against before/)
    expect(stdout).not.toContain('Unit 1')
    expect(stdout + stderr).not.toContain('\u001B')
    expect(stderr).toMatch(/Unit 2 of 2 done/)
    const session = expect.stringMatching(/\.session\.jsonl$/)
    expect(project.reports()).toEqual([session, 'after.html', 'after.md'])
    await project.expectNothingLeft()
  })

  it('judged again from the session file alone, give the same verdicts and exit code', async () => {
    project = createProject({ 'heartbench.config.json': CONFIG }, [{ subject: 'One', files: FAST }])
    const first = await project.compare('one=HEAD', 'two=HEAD')
    const again = await project.reportAgain()
    expect(again.code).toBe(first.code)
    expect(again.stdout.split('\n')[0]).toBe(first.stdout.split('\n')[0])
    const { header } = await project.session()
    expect(header.command).toContain(`one=HEAD two=HEAD --units 2`)
    await project.expectNothingLeft()
  })
})
