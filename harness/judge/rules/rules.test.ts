import { describe, expect, it } from 'vitest'
import { EXIT } from '../../core/errors.ts'
import type { Note } from '../../core/notes.ts'
import type { Session } from '../../results/schema.ts'
import { worstExitCode } from '../exit-code.ts'
import type { Comparison } from '../comparison.ts'
import { judgeSession } from '../judge.ts'
import { DEFAULT_SETTINGS } from '../settings.ts'
import { buildSession } from '../testing-session.ts'
import { regression } from './regression.ts'

const base = buildSession({ rounds: 2, units: 2, noise: { unit: 0.001, round: 0.001 } })

function withUnitNote(note: Note): Session {
  const [first, ...rest] = base.units
  return { ...base, units: [{ ...first!, notes: [note] }, ...rest] }
}

function messages(session: Session): string[] {
  return judgeSession(session)
    .findings.filter(({ severity }) => severity === 'fail')
    .map(({ rule, message }) => `${rule}: ${message}`)
}

describe('rules', () => {
  it('find nothing in a finished session without changes', () => {
    expect(judgeSession(base).exitCode).toBe(EXIT.pass)
  })

  it('report a server that died or would not stop', () => {
    const died = withUnitNote({ code: 'target-died', target: 'branch', unit: 0, detail: 'exit 1' })
    expect(messages(died)).toEqual(['target-failed: "branch" failed in unit 0: exit 1.'])
    expect(judgeSession(died).exitCode).toBe(EXIT.targetFailed)
    const stuck = { code: 'ignored-stop', target: 'branch', unit: 0, signal: 'SIGTERM' } as const
    expect(judgeSession(withUnitNote({ ...stuck, timeoutMs: 5000 })).exitCode).toBe(
      EXIT.targetFailed,
    )
  })

  it('report a session that failed, even without a note', () => {
    const failed: Session = { ...base, end: { ...base.end!, state: 'failed' } }
    expect(judgeSession(failed).exitCode).toBe(EXIT.targetFailed)
  })

  it('report an interrupted run, and one that lacks its end', () => {
    const interrupted: Session = { ...base, end: { ...base.end!, state: 'interrupted' } }
    const { header, units } = base
    for (const session of [interrupted, { header, units }])
      expect(judgeSession(session).exitCode).toBe(EXIT.interrupted)
  })

  it('report wrong answers with what the session knows of them', () => {
    const note: Note = {
      code: 'wrong-status',
      scenario: 'events-limit-1000',
      target: 'branch',
      request: 'GET /x',
      expected: '200',
      got: '500',
    }
    const answer = { scenario: note.scenario, target: note.target, digest: '', bytes: 0 }
    const answers = [{ ...answer, state: 'wrong-status' as const }]
    const session = { ...base, header: { ...base.header, answers, notes: [note] } }
    expect(messages(session)).toEqual([
      expect.stringContaining('GET /x (events-limit-1000) with 500'),
    ])
  })

  it('report that nothing was measured when every unit is void', () => {
    const session = buildSession({ units: 2, rounds: 1, voidUnits: [0, 1] })
    expect(judgeSession(session).exitCode).toBe(EXIT.nothingMeasured)
    expect(messages(session)).toEqual([
      'nothing-measured: Expected complete units, found none (2 void).',
    ])
  })

  it('warn of a planned scenario that nothing could be read from', () => {
    const scenarios = [{ name: 'enough' }, { name: 'sparse', samples: 0 }]
    const { findings } = judgeSession(buildSession({ units: 2, rounds: 2, scenarios }))
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'nothing-measured',
        severity: 'warn',
        message: expect.stringContaining('recordings of sparse'),
      }),
    )
  })

  it('report a missing baseline, but let a single target be', () => {
    const [baseline, candidate] = base.header.targets
    const without = { ...base, header: { ...base.header, targets: [candidate!] } }
    expect(judgeSession(without).exitCode).toBe(EXIT.nothingMeasured)
    const single = { ...base, header: { ...base.header, targets: [baseline!] } }
    expect(judgeSession(single)).toEqual({
      comparisons: [],
      budgets: [],
      findings: [],
      exitCode: EXIT.pass,
    })
  })

  it('report a machine too busy to measure on', () => {
    const session = buildSession({ units: 5, rounds: 1, voidUnits: [0, 1, 2] })
    expect(judgeSession(session).exitCode).toBe(EXIT.invalid)
  })

  it('fail on unclear only when the policy says so', () => {
    const session = buildSession({ units: 2, noise: { round: 0.3 }, rounds: 2 })
    expect(judgeSession(session).exitCode).toBe(EXIT.pass)
    expect(judgeSession(session, { unclear: 'fail' }).exitCode).toBe(EXIT.unclear)
  })

  it('hold back a slower metric that is not confirmed among all of the session', () => {
    const [alarm] = judgeSession(base).comparisons
    const check = (alarmP: number | undefined) => {
      const comparisons: Comparison[] = [{ ...alarm!, verdict: 'slower', gating: true, alarmP }]
      return regression.check({
        session: base,
        comparisons,
        budgets: [],
        doubts: [],
        settings: DEFAULT_SETTINGS,
      })
    }
    expect(check(0.05)).toMatchObject([{ severity: 'fail' }])
    expect(check(0.051)).toMatchObject([
      { severity: 'warn', message: expect.stringContaining('not confirmed among all gating') },
    ])
    expect(check(undefined)).toMatchObject([{ severity: 'warn' }])
  })
})

describe('worstExitCode', () => {
  it('puts first what must be cured first', () => {
    expect(worstExitCode([])).toBe(EXIT.pass)
    expect(worstExitCode([EXIT.regression, EXIT.wrongAnswers])).toBe(EXIT.wrongAnswers)
    expect(worstExitCode([EXIT.interrupted, EXIT.regression])).toBe(EXIT.regression)
    expect(worstExitCode([EXIT.interrupted, EXIT.nothingMeasured])).toBe(EXIT.interrupted)
    expect(worstExitCode([EXIT.unclear, EXIT.invalid])).toBe(EXIT.invalid)
  })
})
