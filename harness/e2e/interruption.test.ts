// Phases are recognised by what the command says, and the signal follows at once; nothing waits for a time.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Invocation } from './fixtures/invocation.ts'
import { createProject, ITEMS, ROOT } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

/** Every phase lasts for half a second or more, so that a signal arrives within it. */
const LONG = { scenarioBudgetMs: 60_000, warmupBudgetMs: 250, rounds: 20 }
const TWICE = ['main:answers-late', 'aa=main:answers-late']
const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  build: ['main', 'x=main', '-c', 'build.json'],
  start: ['main:never-listens', 'x=main'],
  rehearsal: TWICE,
  'warm-up': TWICE,
  slice: TWICE,
}
/** What the command says when the phase begins. */
const SAYS: Readonly<Record<string, string>> = {
  build: ': building',
  start: 'starting main-never-listens',
  rehearsal: 'Comparing answers',
  'warm-up': 'Unit 1/2 · warming up',
  slice: 'Unit 1/2 · measuring',
}
const PHASES = Object.keys(SAYS)

let project: Project
beforeAll(() => {
  project = createProject({
    'heartbench.config.json': LONG,
    'build.json': { build: ['sh', '-c', 'sleep 60 & sleep 60'] },
    'units.json': { units: 60, rounds: 1 },
    'stubborn.json': { ...LONG, scenarios: [ROOT, ITEMS], stop: { timeoutMs: 60_000 } },
  })
})
beforeEach(() => project.forget())
afterAll(() => project.remove())

async function startUntil(phase: string): Promise<Invocation> {
  const invocation = project.start(...COMPARISONS[phase]!)
  await invocation.says(SAYS[phase]!)
  return invocation
}

describe('SIGINT', () => {
  it.each(PHASES)('during the %s ends with 130 and leaves nothing behind', async (phase) => {
    const invocation = await startUntil(phase)
    invocation.kill('SIGINT')
    const { code, stderr } = await invocation.ended
    expect(stderr).toContain('SIGINT: stopping; what was measured is kept.')
    expect(stderr).not.toContain('bug in heartbench')
    expect(code).toBe(130)
    await project.expectNothingLeft()
  })

  it('keeps the units that were done, and reports them', async () => {
    const invocation = project.start('main', 'aa=main', '-c', 'units.json')
    await invocation.says('Unit 3/60 · measuring')
    invocation.kill('SIGINT')
    const { code, stdout } = await invocation.ended
    expect(code).toBe(130)
    const { units, end } = await project.session()
    const complete = units.filter(({ state }) => state === 'complete').length
    expect(complete).toBeGreaterThanOrEqual(2)
    expect(complete).toBeLessThan(60)
    expect(end).toMatchObject({ state: 'interrupted', notes: [{ code: 'interrupted' }] })
    expect(stdout).toMatch(/^. aa \(control\) against /m)
    expect(project.report('aa').replaceAll(/\s+/g, ' ')).toContain(
      `Interrupted after ${complete} of 60 units`,
    )
    await project.expectNothingLeft()
  })

  it('that arrives twice at once, as from a terminal and from npm, still keeps and reports', async () => {
    const invocation = await startUntil('slice')
    invocation.kill('SIGINT')
    invocation.kill('SIGINT')
    const { code } = await invocation.ended
    expect(code).toBe(130)
    expect((await project.session()).end?.state).toBe('interrupted')
    await project.expectNothingLeft()
  })

  it('pressed once more quits without waiting for a server that does not stop', async () => {
    const stubborn = ['main:ignores-sigterm', 'x=main:ignores-sigterm', '-c', 'stubborn.json']
    const invocation = project.start(...stubborn)
    await invocation.says('Comparing answers')
    const again = setInterval(() => invocation.kill('SIGINT'), 100)
    const { code, stderr } = await invocation.ended.finally(() => clearInterval(again))
    expect(code).toBe(130)
    expect(stderr.match(/SIGINT: stopping/g)).toHaveLength(1)
    await project.expectNothingLeft()
  })
})

describe('SIGTERM', () => {
  it('is an interruption, too', async () => {
    const invocation = await startUntil('slice')
    invocation.kill('SIGTERM')
    const { code, stderr } = await invocation.ended
    expect(stderr).toContain('SIGTERM: stopping')
    expect(code).toBe(130)
    expect((await project.session()).end?.state).toBe('interrupted')
    await project.expectNothingLeft()
  })
})

describe('SIGKILL', () => {
  it.each(PHASES)('during the %s: the next invocation clears away what is left', async (phase) => {
    const invocation = await startUntil(phase)
    invocation.kill('SIGKILL')
    expect(await invocation.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await project.compare('main', 'no-such-ref')).toMatchObject({ code: 2 })
    await project.expectNothingLeft()
  })

  it('during a slice leaves a session file that can be reported', async () => {
    const invocation = project.start('main', 'aa=main', '-c', 'units.json')
    await invocation.says('Unit 3/60 · measuring')
    invocation.kill('SIGKILL')
    await invocation.ended
    const { units, end } = await project.session()
    expect(units.length).toBeGreaterThanOrEqual(2)
    expect(end).toBeUndefined()
    expect(await project.reportAgain()).toMatchObject({ code: 130 })
    expect(project.report('aa')).toContain('aa')
    expect(await project.compare('main', 'no-such-ref')).toMatchObject({ code: 2 })
    await project.expectNothingLeft()
  })
})
