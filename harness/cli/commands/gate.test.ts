import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXIT } from '../../core/errors.ts'
import { buildSession } from '../../judge/testing-session.ts'
import type { SyntheticOptions } from '../../judge/testing-session.ts'
import type { Session } from '../../results/schema.ts'
import { main } from '../main.ts'
import { withUsual } from './gate.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-gate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const QUIET: SyntheticOptions = {
  rounds: 5,
  noise: { unit: 0.002, round: 0.01, request: 0.05 },
  scenarios: [{ name: 'reads' }, { name: 'writes' }],
}
const SAME = buildSession(QUIET)
const SLOW = buildSession({
  ...QUIET,
  targets: [{ label: 'main' }, { label: 'branch', latencyRatio: { writes: 1.2 } }],
})

function writeSession({ header, units, end }: Session): void {
  const lines = [header, ...units, ...(end === undefined ? [] : [end])]
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  writeFileSync(join(folder, 'x.session.jsonl'), text)
}

function writeConfig(gate: object): void {
  const request = [{ path: '/' }]
  const scenarios = ['reads', 'writes'].map((name) => ({ name, requests: request }))
  const config = { start: ['node', 'never-started.js'], scenarios, gate }
  writeFileSync(join(folder, 'heartbench.config.json'), JSON.stringify(config))
}

async function run(argv: readonly string[], environment: Record<string, string> = {}) {
  let [stdout, stderr] = ['', '']
  const code = await main(['gate', ...argv], {
    directory: folder,
    environment: { NO_COLOR: '1', ...environment },
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { code, stdout, stderr, flat: stdout.replaceAll(/\s+/g, ' ') }
}

const judge = (session: Session, ...argv: readonly string[]) => {
  writeSession(session)
  return run(['--from', 'x.session.jsonl', ...argv])
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('gate --from', () => {
  it('passes what is the same, and writes the reports', async () => {
    writeConfig({})
    const { code, flat, stderr } = await judge(SAME)
    expect(flat).toContain('Gate: passed ✔ Exit code 0: nothing that fails was found.')
    expect([code, stderr]).toEqual([EXIT.pass, ''])
    expect(read('branch.md')).toMatch(/^# .*: branch against master$/m)
  })

  it('fails a confirmed regression and says what to do', async () => {
    writeConfig({})
    const { code, flat } = await judge(SLOW)
    expect(code).toBe(EXIT.regression)
    expect(flat).toMatch(
      /Gate: failed ✖ Exit code 1: .* fail: p50 of writes on branch is .* slower/,
    )
    expect(flat).toMatch(/→ Make it faster, or allow it for a while under gate\.exceptions/)
  })

  it('judges by the rules of the config: margins, budgets, exceptions and the day they are held against', async () => {
    writeConfig({ margins: [{ scenario: 'writes', metric: 'p*', margin: '50 %' }] })
    expect((await judge(SLOW)).code).toBe(EXIT.pass)
    writeConfig({ budgets: ['p50 <= 1.6 ms'], margins: [{ metric: '*', margin: '50 %' }] })
    const broken = await judge(SLOW)
    expect(broken.code).toBe(EXIT.regression)
    expect(broken.flat).toMatch(
      /p50 of writes on branch is between 1\.\d\d ms and 1\.\d\d ms \(6 restarts\), beyond the budget of at most 1\.60 ms/,
    )
    const exception = { scenario: 'writes', metric: '*', reason: 'synced', until: '2026-12-31' }
    writeConfig({ exceptions: [exception] })
    expect((await judge(SLOW, '--today', '2026-12-31')).code).toBe(EXIT.pass)
    const expired = await judge(SLOW, '--today', '2027-01-01')
    expect(expired.code).toBe(EXIT.regression)
    expect(expired.flat).toContain('("synced") expired on 2026-12-31')
  })

  it('without a config takes the rules that stand in the session, and says so', async () => {
    const rules = { unclear: 'pass', budgets: [], mustBeSame: [], exceptions: [] } as const
    const margins = [{ scenario: '*', load: '*', metric: '*', marginRatio: 0.5 }]
    const gated = { ...SLOW, header: { ...SLOW.header, gate: { ...rules, margins } } }
    expect(await judge(gated)).toMatchObject({
      code: EXIT.pass,
      stderr: 'No config here: judged by the rules that stand in the session.\n',
    })
    expect(await judge(SLOW)).toMatchObject({
      code: EXIT.regression,
      stderr: 'No config here, and no rules in the session: judged by the usual margins.\n',
    })
  })

  it('ends with 7 for what is unclear, when the policy says so', async () => {
    const noisy = buildSession({ units: 2, rounds: 2, noise: { round: 0.3 } })
    writeConfig({ unclear: 'fail' })
    expect((await judge(noisy)).code).toBe(EXIT.unclear)
    writeConfig({})
    const warned = await judge(noisy)
    expect(warned.code).toBe(EXIT.pass)
    expect(warned.flat).toContain(
      'warn: p50 of events-limit-1000 on branch has not enough evidence',
    )
  })
})

describe('the gate is never green', () => {
  const header = (changes: Partial<Session['header']>): Session => ({
    ...SAME,
    header: { ...SAME.header, ...changes },
  })
  const [baseline, candidate] = SAME.header.targets
  const died = { code: 'target-died', target: 'branch', unit: 0, detail: 'exit 1' }
  const wrong = { scenario: 'reads', target: 'branch', state: 'different', digest: 'd', bytes: 1 }
  it.each<[string, Session, number]>([
    ['when every unit is void', buildSession({ ...QUIET, units: 2, voidUnits: [0, 1] }), 6],
    ['when a single unit was measured', buildSession({ ...QUIET, units: 1 }), 6],
    ['when the baseline is missing', header({ targets: [candidate!] }), 6],
    ['when there is nothing but the baseline', header({ targets: [baseline!] }), 6],
    ['when no scenario was recorded', header({ scenarios: [], plan: [] }), 6],
    ['when answers differ', header({ answers: [wrong as never] }), 4],
    ['when a server died', header({ notes: [died] }), 5],
    ['when the session failed', { ...SAME, end: { ...SAME.end!, state: 'failed' } }, 5],
    ['when it was interrupted', { ...SAME, end: { ...SAME.end!, state: 'interrupted' } }, 130],
    ['when most units were void', buildSession({ ...QUIET, units: 5, voidUnits: [0, 1, 2] }), 3],
  ])('%s', async (_, session, exitCode) => {
    writeConfig({ unclear: 'pass' })
    const { code, flat } = await judge(session)
    expect(flat).toMatch(new RegExp(`Gate: failed [!✖] Exit code ${exitCode}:`))
    expect(code).toBe(exitCode)
  })

  it('when a demand could not be checked', async () => {
    writeConfig({ budgets: ['response-p95 <= 1 s'] })
    const { code, flat } = await judge(SAME)
    expect(code).toBe(EXIT.nothingMeasured)
    expect(flat).toContain('found no value of it')
  })
})

describe('a mistake ends with 2', () => {
  it.each([
    [
      ['main', '--from', 'x.session.jsonl', '--units', '3'],
      /Expected --from without main, --units/,
    ],
    [['--from', 'none.session.jsonl'], /none\.session\.jsonl/],
    [['--from', 'x.session.jsonl', '--today', 'tomorrow'], /Expected a day such as 2026-11-28/],
    [['--from', 'x.session.jsonl', '--today', '2026-02-30'], /Expected a day such as 2026-11-28/],
    [
      ['--from', 'x.session.jsonl', '-c', 'wrong.json'],
      /gate\.budgets\.0\.metric: expected one of/,
    ],
  ])('%j', async (argv, message) => {
    writeConfig({})
    writeFileSync(
      join(folder, 'wrong.json'),
      read('heartbench.config.json').replace('"gate":{}', '"gate":{"budgets":["p59 <= 1 s"]}'),
    )
    writeSession(SAME)
    const { code, stderr } = await run(argv)
    expect(stderr).toMatch(message)
    expect(code).toBe(EXIT.usage)
  })
})

describe('on GitHub Actions', () => {
  const environment = () => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_OUTPUT: join(folder, 'output'),
  })

  it('annotates, appends the summary and sets outputs', async () => {
    writeConfig({})
    writeSession(SLOW)
    const { code, stdout } = await run(['--from', 'x.session.jsonl'], environment())
    expect(code).toBe(EXIT.regression)
    expect(stdout).toMatch(
      /^::error title=heartbench%3A Regression%3A p50 of writes on branch::p50 of writes on branch is .*slower .*%0AMake it faster/m,
    )
    expect(read('summary.md')).toMatch(/^## Gate: failed\n[^]*\n# .*: branch against main\n/)
    expect(read('output').replaceAll(folder, '')).toBe(
      'exit-code=1\nverdict=regression\nreport=/branch.md\nsession=/x.session.jsonl\n',
    )
  })

  it('tells in the same places when there is nothing to judge', async () => {
    writeConfig({})
    mkdirSync(join(folder, 'empty'))
    const { code, stdout } = await run(['--from', 'none.session.jsonl'], environment())
    expect(code).toBe(EXIT.usage)
    expect(stdout).toMatch(/^::error title=heartbench%3A no outcome::.*none\.session\.jsonl/m)
    expect(read('summary.md')).toMatch(/^## Gate: failed\n/)
    expect(read('output')).toBe('exit-code=2\nverdict=usage\nreport=\nsession=\n')
  })

  it('does none of that when asked not to', async () => {
    writeConfig({})
    writeSession(SLOW)
    const quiet = await run(['--from', 'x.session.jsonl', '--no-github'], environment())
    expect(quiet.stdout).not.toContain('::error')
    expect(() => read('output')).toThrow('ENOENT')
  })
})

it('measures by the profile pr, which brings a control, unless something else is asked for', () => {
  expect(withUsual({})).toEqual({ profile: 'pr' })
  expect(withUsual({ profile: 'quick', units: 2 })).toEqual({ profile: 'quick', units: 2 })
  expect(withUsual({ resume: 'x' })).toEqual({ resume: 'x' })
})

it('writes JUnit with a case for every budget', async () => {
  writeConfig({ budgets: ['p50 <= 1.6 ms'] })
  const { code } = await judge(SLOW, '--junit', 'results/gate.xml')
  expect(code).toBe(EXIT.regression)
  const xml = read('results/gate.xml')
  expect(xml).toMatch(/<testcase classname="writes" name="p50 at most 1\.60 ms"[^>]*>\s*<failure/)
  expect(xml).toMatch(/<testcase classname="reads" name="p50 at most 1\.60 ms"[^>]*>\s*<system-out/)
})
