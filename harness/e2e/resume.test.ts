// A session in parts: interrupted or killed where its output says so, then continued from its file.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject, ITEMS, ROOT, SERVER, STEADY } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

const UNITS = 4
/** Not under the same name, which would be a control: one in a hundred of those makes a session invalid. */
const AGAIN = 'aa=main:same'
const COMMON = {
  units: UNITS,
  start: ['node', SERVER, '{port}', '{db}', ...STEADY],
  variants: { same: { environment: { SAME: 'yes' } } },
}
let project: Project
beforeAll(() => {
  project = createProject({
    'heartbench.config.json': COMMON,
    'other.json': { ...COMMON, scenarios: [ROOT] },
    'edited.json': { ...COMMON, environment: { MODE: 'other' } },
    'requests.json': {
      ...COMMON,
      scenarios: [{ ...ITEMS, requests: [{ path: '/items?n=5' }] }],
    },
  })
})
beforeEach(() => project.forget())
afterEach(() => project.expectNothingLeft())
afterAll(() => project.remove())

/** Ended in its second unit; resolves with the path of its file. */
async function endEarly(signal: NodeJS.Signals): Promise<string> {
  const invocation = project.start('main', AGAIN)
  await invocation.says(`Unit 2/${UNITS} · measuring`)
  invocation.kill(signal)
  await invocation.ended
  return project.sessionFile()
}

const states = async (): Promise<unknown> =>
  (await project.session()).units.map(({ index, state }) => `${index} ${state}`)
const COMPLETE = Array.from({ length: UNITS }, (_, index) => `${index + 1} complete`)

describe('an interrupted session', () => {
  it('says how to resume it, is finished by that, and reports its parts', async () => {
    const interrupted = project.start('main', AGAIN)
    await interrupted.says(`Unit 2/${UNITS} · measuring`)
    interrupted.kill('SIGINT')
    const { stderr } = await interrupted.ended
    const file = /Resume it with: heartbench compare --resume (.*)/.exec(stderr)![1]!
    expect(await states()).toEqual(['1 complete', '2 void'])
    const { code, stdout, stderr: progress } = await project.resume(file)
    expect({ code, stdout }, progress).toMatchObject({ code: 0 })
    expect(progress).toMatch(/Measuring 3 more units after 1, about/)
    expect(await states()).toEqual(COMPLETE)
    const { end, units } = await project.session()
    expect(end).toMatchObject({ state: 'finished', notes: [] })
    expect(units[1]!.notes).toMatchObject([{ code: 'resumed', unitsBefore: 1 }])
    expect(project.report('aa')).toMatch(/Measured in parts: resumed .* after 1 complete unit\./)
    expect(project.report('aa')).not.toContain('Interrupted')
  })

  it('is refused by what would measure something else, naming it, and stays as it is', async () => {
    const file = await endEarly('SIGINT')
    const before = readFileSync(file, 'utf8')
    const refusals = [
      [['-c', 'other.json'], /Expected the scenario items of the session .*other\.json/],
      [['-c', 'edited.json'], /differ in targets \(.*start \w+.* before, .*start \w+.* now\)/],
      [['-c', 'requests.json'], /others to items on "main", items on "aa"/],
      [['--units', '9'], /--resume without --units/],
      [['main'], /--resume without main/],
      [['--snapshot', 'heartbench.config.json'], /differ in snapshot \(\w+, 4 bytes before, /],
    ] as const
    for (const [compareArguments, message] of refusals) {
      const { code, stderr } = await project.resume(file, ...compareArguments)
      expect(stderr).toMatch(message)
      expect(code).toBe(2)
    }
    expect(readFileSync(file, 'utf8')).toBe(before)
    writeFileSync(file, before.replace(/"cpus":\d+/, '"cpus":999'))
    const elsewhere = await project.resume(file)
    expect(elsewhere.stderr).toMatch(/differ in machine: CPUs \(999 before, \d+ now\)/)
    expect(elsewhere.stderr).not.toContain('Build of')
  })
})

describe('a session that was killed', () => {
  it('continues after the last whole unit, over the part line that the kill left, and again', async () => {
    const file = await endEarly('SIGKILL')
    appendFileSync(file, '{"kind":"unit","index":2,"sli')
    const second = project.startResume(file)
    await second.says(`Unit 3/${UNITS} · measuring`)
    second.kill('SIGINT')
    expect((await second.ended).code).toBe(130)
    const { code, stderr } = await project.resume(file)
    expect(code, stderr).toBe(0)
    expect(await states()).toEqual(COMPLETE)
    const { units, end } = await project.session()
    expect(units.map(({ notes }) => notes.length)).toEqual([0, 1, 1, 0])
    expect(end?.state).toBe('finished')
    expect(project.report('aa')).not.toContain('middle of a line')
  })
})

describe('a session that ended', () => {
  it('is not continued, and the reason is given', async () => {
    await project.compare('main', AGAIN, '--units', '2')
    const { code, stderr } = await project.resume(project.sessionFile())
    expect(stderr).toMatch(/is finished: its verdicts have been read .* Start a new session/)
    expect(code).toBe(2)
  })
})

describe('a budget', () => {
  it('without room for an interval ends with 2, and nothing is written', async () => {
    const { code, stderr } = await project.compare('main', AGAIN, '--budget', '0.01s')
    expect(stderr).toMatch(
      /Expected a budget with room for 2 more units of about .* 0 s left of 0 s/,
    )
    expect(code).toBe(2)
    expect(project.reports()).toEqual([])
  })
})
