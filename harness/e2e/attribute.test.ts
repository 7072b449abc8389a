// A chain of four commits with real servers, of which one is slow and asks its database otherwise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invoke } from './fixtures/invocation.ts'
import { createProject, SERVER } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

const serverWith = (...options: string[]) =>
  `process.argv.push(...${JSON.stringify(options)})\nawait import(${JSON.stringify(SERVER)})\n`
const FAST = serverWith('well-behaved')
const SLOW = serverWith('well-behaved', '--slow', '4')

/** Tells a plan of its own, and that it was given the copy which the server used. */
const explainer = (plan: string) => `import { readFileSync } from 'node:fs'
const [database, ...more] = process.argv.slice(2)
const line = \`\${${JSON.stringify(plan)}} of \${readFileSync(database, 'utf8')}\${more.join()}\`
console.log(JSON.stringify([{ name: 'items', sql: 'SELECT * FROM items', plan: [line] }]))
`
const BREAKS = 'throw new Error("no such table: items")\n'

const CONFIG = {
  start: ['node', 'server.mjs', '{port}', '{db}'],
  explain: { command: ['node', 'explain.mjs', '{db}'] },
  units: 4,
  rounds: 1,
  chains: { all: ['HEAD~3..HEAD'] },
}

let project: Project
beforeAll(() => {
  project = createProject({ 'heartbench.config.json': CONFIG }, [
    { subject: 'Begin', files: { 'server.mjs': FAST, 'explain.mjs': explainer('SEARCH') } },
    { subject: 'Write about it', files: { 'notes.txt': 'no code changed' } },
    { subject: 'Sort in memory', files: { 'server.mjs': SLOW, 'explain.mjs': explainer('SORT') } },
    { subject: 'Break the explainer', files: { 'explain.mjs': BREAKS } },
  ])
})
afterAll(() => project.remove())

const attribute = (...more: string[]) =>
  invoke(['attribute', '--out', project.out, ...more], {
    cwd: project.root,
    environment: project.environment,
  }).ended

describe('attribute', () => {
  it('names the commit that brought a change, with its share, and says the same again from the file', async () => {
    const { code, stdout, stderr } = await attribute()
    expect(code, stderr).toBe(0)
    const { header } = await project.session()
    const [base, notes, slow, head] = header.targets.map(({ label }) => label)
    expect([base, head]).toEqual(['HEAD-3', 'HEAD'])
    expect(header.chain).toEqual({
      targets: [base, notes, slow, head],
      ranges: [{ range: 'HEAD~3..HEAD', merges: 'one-step' }],
    })
    const told = stdout.slice(stdout.indexOf('\nAttribution\n'))
    expect(told).toMatch(
      new RegExp(
        `^\\nAttribution\\n\\n- ${notes} → ${slow} Sort in memory: dominant in\\s+Requests: items`,
      ),
    )
    const report = project.report('HEAD')
    expect(report).toMatch(
      /Sort in memory: dominant in Requests: items(, p10)? \*\*[\d.]+× slower\*\* \(\d+ % \[/,
    )
    expect(report).toContain('`HEAD~3..HEAD` along first parents, so that a merge is one step')
    expect(report).toContain('no longer `SEARCH of data`, but `SORT of data`')
    expect(report).toContain(
      'The query plans of "HEAD" are not known, since its explain command failed: it ended with exit code 1 (throw new Error("no such table: items")).',
    )
    expect(project.reports().filter((name) => name.endsWith('.md'))).toEqual(['HEAD.md'])
    await project.expectNothingLeft()
    const again = await project.reportAgain()
    expect(again.stdout.slice(again.stdout.indexOf('\nAttribution\n'))).toContain(
      told.slice(0, told.indexOf('Reports')),
    )
    expect(project.report('HEAD')).toBe(report)
  })

  it('says what to do about a chain that is too long, or none, before anything is built', async () => {
    const long = await attribute('HEAD~3..HEAD', '--max-steps', '2')
    expect(long.stderr).toMatch(
      /at most 2 steps, got 3: .* heartbench attribute HEAD-3=\w+ \w+=\w+ HEAD=\w+; or allow more with --max-steps 3/,
    )
    const none = await attribute('HEAD')
    expect(none.stderr).toContain('at least two targets, or a range of commits, got HEAD')
    const unknown = await attribute('--chain', 'past')
    expect(unknown.stderr).toContain('Expected a chain of the config (all), got "past"')
    expect([long, none, unknown].map(({ code }) => code)).toEqual([2, 2, 2])
  })
})
